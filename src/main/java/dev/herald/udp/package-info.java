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
 *   <li>An answer of a socket that is bound to a wildcard leaves from the address that the kernel's routes choose. Netty
 *       cannot name the source address of a datagram, so a machine with several addresses has each of them named in
 *       {@code herald.udp.bind}.
 *   <li>Over the foreign transport IPv4 answers are never fragmented: the longest has 1260 bytes with its headers. A client
 *       behind a narrower path gets no answer if it asks for so many peers; with the usual 50 it does.
 *   <li>The tracker is counted on to answer before its call returns, as it does on one node: requests, replies and datagrams are
 *       used again for the next.
 * </ul>
 */
package dev.herald.udp;
