/**
 * Starts Herald as one jar: reads and checks the settings, boots the container with them, and says where everything is.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Only {@link dev.herald.launcher.Herald}, {@code WarClasses} and {@code LogLines} lie in the jar itself. The container
 *       loads the jar before the application, so a class that lay in both would be split between two loaders, and what is
 *       package-private would no longer be reachable. All else is read out of the WAR, into a loader that the application
 *       never sees.
 *   <li>The launcher and the application share nothing but system properties: the effective settings go in as {@code herald.*},
 *       and {@code dev.herald.state}, {@code dev.herald.failure}, {@code dev.herald.udp} and {@code dev.herald.volume} come out.
 *   <li>The listeners are enabled only when the application is up, so that nobody ever sees the container's own pages.
 *   <li>{@link java.lang.Runtime#halt} after a failed start: the container cannot be relied on to stop from half-way.
 * </ul>
 */
package dev.herald.launcher;
