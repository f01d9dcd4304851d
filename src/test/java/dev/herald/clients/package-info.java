/**
 * Interoperability tests with real BitTorrent clients.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The test JVM is not on the network of the clients. Every request to the tracker, even a scrape, is sent by a
 *       process that is started in that network.
 *   <li>Tracker URLs have literal addresses, so that a client announces over the family under test.
 *   <li>Combinations that a client does not support are omitted: Transmission 3.00 misparses {@code [...]} in a {@code
 *       udp://} URL, aria2 has no UDP announces over IPv6, and rTorrent 0.9.8 parses the IPv6 peers of a UDP response as
 *       IPv4 peers, so it can only seed there.
 *   <li>libtorrent at one end throttles the transfer until a scrape has counted the leecher. Otherwise the transfer would
 *       complete before the scrape.
 * </ul>
 */
package dev.herald.clients;
