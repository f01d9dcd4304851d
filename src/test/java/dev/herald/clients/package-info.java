/**
 * Proves with real torrent clients that Herald is a tracker.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The test JVM is not on the network that the clients use. Whatever asks the tracker there is a program that was
 *       started there, even for a scrape of a few bytes.
 *   <li>Every address is a literal: it is what makes a client announce over the family under test.
 *   <li>Combinations that a client cannot do are left out, not tested for failing: Transmission 3.00 misreads {@code [...]}
 *       in a {@code udp://} URL, aria2 has no UDP announce over IPv6, rTorrent 0.9.8 reads IPv6 peers of a UDP answer as
 *       IPv4 ones, so it can only seed there.
 *   <li>Before a file may move, libtorrent at one end holds it back until the tracker has been seen counting the leecher.
 *       Otherwise the transfer is over before anybody can look.
 * </ul>
 */
package dev.herald.clients;
