/**
 * The UDP frontend: BEP 15 and BEP 41, from a datagram to its answer. The sockets are in {@code transport}.
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
 *   <li>Requests, replies and datagrams are reused, because the tracker answers before its call returns.
 * </ul>
 */
package dev.herald.udp;
