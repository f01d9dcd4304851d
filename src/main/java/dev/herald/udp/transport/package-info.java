/**
 * The sockets of the UDP frontend.
 *
 * <p>A {@link dev.herald.udp.transport.DatagramTransport} passes each datagram to a {@link dev.herald.udp.UdpTracker} and sends its answer.
 * {@link dev.herald.udp.transport.NettyTransport} uses Netty's channels; {@link dev.herald.udp.transport.ForeignTransport} calls the kernel on
 * Netty's event loops.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The source address of an answer is the destination address of the request, also for wildcard listen addresses. The foreign
 *       transport gets the destination from the kernel with each datagram. Netty cannot send it, so its transports also bind a socket
 *       to each local address ({@link dev.herald.udp.transport.LocalSockets}), and check for changes every ten seconds. Until then a new
 *       IPv6 address is answered from another one.
 *   <li>The interface of an answer is chosen by the routing table, because requests may arrive on one interface and answers have to leave by
 *       another. Only for a link-local address it is that of the request.
 *   <li>A local address that no interface lists, such as 127.0.0.2, gets its socket with its first datagram. NIO does not report the
 *       destination, and Netty's epoll reports it only for IPv4.
 *   <li>IPv4 answers of the foreign transport are not fragmented: the longest has 1260 bytes with its headers. A client on a path with a
 *       smaller MTU gets no answer if it requests that many peers; with the usual 50 it does.
 * </ul>
 */
package dev.herald.udp.transport;
