/**
 * What frontends with event loops of their own have in common: threads, addresses that nobody else has when they are bound, and
 * functions of the system that Java does not have.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The first socket of an address is bound without SO_REUSEPORT and sets it afterwards: if it had it before, it would silently
 *       share the port with another process that has set it too, such as a second Herald, and each of the two would get some of the
 *       requests. The sockets of the other event loops then join it.
 *   <li>On a machine without IPv6 its addresses are not even tried: with IPv6 switched off the kernel still lets {@code [::]} be
 *       bound, and nobody could reach it.
 *   <li>Other threads give way to event loops by the kernel's nice value, as Linux does not look at the priorities of Java. Nobody
 *       but root can take that back, so what is started later and shall not give way must not be started by one of them.
 * </ul>
 */
package dev.herald.net;
