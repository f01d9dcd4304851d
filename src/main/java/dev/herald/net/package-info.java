/**
 * What the Netty frontends share: event loops, binding of addresses, and functions of the C library.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The first socket of an address is bound without {@code SO_REUSEPORT}, which is set afterwards. If it were set before, the socket would
 *       silently share the port with another process that has set it, such as a second Herald, and each would get some of the requests. The
 *       sockets of the other event loops then share the port.
 *   <li>On a machine without IPv6, IPv6 addresses are not bound: the kernel permits {@code [::]} even if IPv6 is disabled, and no client could
 *       reach it.
 * </ul>
 */
package dev.herald.net;
