/**
 * Starts Herald as one jar: reads and checks the settings, boots the container with them, and says where everything is.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Only {@link dev.herald.launcher.Herald}, {@code Arguments}, {@code WarClasses} and {@code LogLines} are in the jar itself, and
 *       what the launcher and the application have in common, {@code StartSignals} and {@code HeapExhaustion}, of which each uses
 *       public methods only. The container loads the jar before the application, so a class that were in both would be split
 *       between two loaders, and what is package-private would no longer be reachable. All else is read out of the WAR, into a
 *       loader that the application never sees.
 *   <li>The effective settings reach the application as system properties {@code herald.*}, but for secrets, which it reads where
 *       they are; how it went comes out by the names in {@code StartSignals}.
 *   <li>The listeners are enabled only when the application is up, so that nobody ever sees the container's own pages.
 *   <li>A container that does not come up, while the application has nothing to say against it, is booted once more in the same
 *       process, with class loaders and directories of its own: Payara has races that now and then lose a start. The one
 *       option against them is to start its services one after the other.
 *   <li>{@link java.lang.Runtime#halt} after a failed start: the container cannot be relied on to stop from half-way.
 * </ul>
 */
package dev.herald.launcher;
