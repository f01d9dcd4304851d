/**
 * Torrust Tracker's contract tests, ported to Herald: one class for each of its files, with the same test names. Most tests share
 * one Herald process. Each test uses its own torrents and keys, so tests do not affect each other.
 *
 * <p>Differences from Torrust:
 *
 * <ul>
 *   <li>Herald has no setting that replaces the loopback address of peers ({@code external_ip}): peers get the source address of
 *       each other, also on the same host.
 *   <li>Herald does not respond to an invalid UDP datagram; see {@code conformance.InvalidConnectionIdRules}.
 *   <li>A response without IPv6 peers has no {@code peers6}.
 *   <li>A private tracker does not return peers that announce with the same key, as UNIT3D and Ocelot do. Torrust returns them.
 *   <li>An unknown {@code event}, a {@code compact} other than 0 and 1, and negative numbers are accepted, because real clients
 *       send them. These tests have names that describe Herald's behaviour.
 * </ul>
 */
package dev.herald.torrust;
