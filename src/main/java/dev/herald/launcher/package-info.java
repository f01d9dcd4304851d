/**
 * Starts Herald as one jar: reads and checks the settings, boots the container with them, and prints the addresses.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Only {@link dev.herald.launcher.Herald}, {@code CommandLine}, {@code WarClassLoader} and {@code OneLineLogHandler} are in the jar
 *       itself, and the classes that launcher and application share, {@code StartupSignals} and {@code OutOfMemory}, of which both use
 *       public methods only. The container loads the jar before the application, so a class in both would be split between two class
 *       loaders, and its package-private members would be inaccessible. All other classes are loaded from the WAR by a class loader
 *       that the application does not see.
 *   <li>The effective settings reach the application as system properties {@code herald.*}, except secrets, which it reads from their
 *       sources. The application reports the result in the system properties of {@code StartupSignals}.
 *   <li>The listeners are enabled when the application has started, so that clients never see the container's own pages.
 *   <li>A container that fails to boot is booted once more in the same process, with its own class loaders and directories, unless the
 *       application has reported a reason: Payara has races that sometimes break a boot. As the one option against them, its services
 *       are started one after the other.
 *   <li>{@link java.lang.Runtime#halt} after a failed start: a container that is partly booted may not stop.
 * </ul>
 */
package dev.herald.launcher;
