/**
 * The contract tests that Torrust's tracker has for itself, asked of Herald: one class for each file of theirs, and the same
 * names. Most run against one process, as operators start it; what they do not share they name themselves, so no test
 * disturbs another.
 *
 * <p>What is not here, and why:
 *
 * <ul>
 *   <li>A setting for the tracker's own address in the place of loopback ({@code external_ip}) does not exist: peers behind the
 *       same address find each other by the address that they have.
 *   <li>A UDP datagram that makes no sense is not answered at all; {@code conformance.UdpSilence} says so.
 *   <li>An answer without IPv6 peers has no {@code peers6}.
 *   <li>On a private tracker nobody is given peers that announce with his own key, as on UNIT3D and Ocelot; Torrust's is silent
 *       about it and gives them.
 *   <li>An unknown {@code event}, {@code compact} that is neither 0 nor 1 and negative numbers are no faults: real clients
 *       send them. The cases are here under names that say what Herald does.
 * </ul>
 */
package dev.herald.torrust;
