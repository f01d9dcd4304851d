/**
 * The UDP frontend: BEP 15 and BEP 41.
 *
 * <p>A {@link dev.herald.udp.DatagramTransport} passes each datagram to a {@link dev.herald.udp.UdpHandler}, which calls
 * {@link dev.herald.udp.UdpTracker}, the protocol without sockets, and sends the answer. {@link dev.herald.udp.NettyTransport} uses Netty's
 * channels; {@link dev.herald.udp.ForeignTransport} calls the kernel on Netty's event loops.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>An invalid connection id is not answered. A client that has not proved its source address gets no answer longer than its request, so
 *       the tracker cannot be used for amplification.
 *   <li>Connection ids do not depend on the port (libtorrent uses one for all its sockets), and no state is kept for them.
 *   <li>Invalid ids are counted, but not per address, and cause no ban: the source address is not verified, so a ban would let a few
 *       forged datagrams block a client and everyone behind the same NAT. An invalid id costs less than an announce.
 *   <li>Connects are not limited: an answer costs one hash and is as long as the request.
 *   <li>The source address of an answer is the destination address of the request, also for wildcard listen addresses. The foreign
 *       transport gets the destination from the kernel with each datagram. Netty cannot send it, so its transports also bind a socket
 *       to each local address ({@link dev.herald.udp.LocalSockets}), and check for changes every ten seconds. Until then a new IPv6 address
 *       is answered from another one.
 *   <li>The interface of an answer is chosen by the routing table, because requests may arrive on one interface and answers have to leave by
 *       another. Only for a link-local address it is that of the request.
 *   <li>A local address that no interface lists, such as 127.0.0.2, gets its socket with its first datagram. NIO does not report the
 *       destination, and Netty's epoll reports it only for IPv4.
 *   <li>IPv4 answers of the foreign transport are not fragmented: the longest has 1260 bytes with its headers. A client on a path with a
 *       smaller MTU gets no answer if it requests that many peers; with the usual 50 it does.
 *   <li>Requests, replies and datagrams are reused, because the tracker answers before its call returns.
 * </ul>
 */
package dev.herald.udp;
