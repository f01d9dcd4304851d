/**
 * Everything that depends on the internals of Payara and Grizzly: protection of the container's HTTP listeners, their certificates, and
 * corrections of responses. Most of it uses reflection, because there is no interface for it. Each class names the behaviour of the
 * container that it corrects and the test that shows that this is still needed.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A container without these internals is served without the protection, and one log line says so.
 * </ul>
 */
package dev.herald.payara;
