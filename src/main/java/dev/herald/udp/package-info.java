/**
 * BEP 15 and 41 to tracker and back, on Netty.
 *
 * <p>A {@link dev.herald.udp.DatagramTransport} brings a datagram to {@link dev.herald.udp.UdpHandler} and from there to
 * {@link dev.herald.udp.UdpTracker}, which knows the protocol and nothing of sockets, and takes its answer back.
 * {@link dev.herald.udp.NettyTransport} is Netty's channels; {@link dev.herald.udp.ForeignTransport} calls the kernel itself,
 * on Netty's loops, which {@link dev.herald.udp.PollIoHandler} lets wait. {@link dev.herald.udp.UdpServer} opens and closes it all.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A wrong connection id gets no answer although a client might like to know: whoever has not proved that it receives
 *       what is sent to its address gets nothing longer than its own request. A wrong id thus looks like a lost packet.
 *   <li>Connection ids do not depend on the port (libtorrent uses one for all its sockets) and nothing remembers them.
 *   <li>Bad ids are counted in all, not by address, and nobody is banned for them: the address is not proved, so a ban would
 *       silence whoever a few forged datagrams name, with everybody else behind the same NAT. A bad id costs less than an announce.
 *   <li>Connects are not limited: an answer costs one hash and is as long as its request.
 *   <li>An answer leaves from the address that was asked, also where the settings name a wildcard address. The foreign transport
 *       receives that address with each datagram and hands it back to the kernel. Netty cannot, so its transports have a socket at
 *       each address of the machine beside those at the wildcard address ({@link dev.herald.udp.LocalSockets}), and look for
 *       changes every ten seconds. A new IPv6 address is answered from another one until then.
 *   <li>The interface is left to the routes, because requests may come by one and answers have to leave by another. Only for a
 *       link-local address it is that of the request.
 *   <li>An address that is the machine's although no interface lists it, such as 127.0.0.2, gets a socket when it is first asked.
 *       NIO does not tell that it was asked, and Netty's epoll tells it for IPv4 alone.
 *   <li>Over the foreign transport IPv4 answers are never fragmented: the longest has 1260 bytes with its headers. A client
 *       behind a narrower path gets no answer if it asks for so many peers; with the usual 50 it does.
 *   <li>The tracker is counted on to answer before its call returns, as it does on one node: requests, replies and datagrams are
 *       used again for the next.
 * </ul>
 */
package dev.herald.udp;
