/**
 * Starts Herald as one jar: reads and checks the settings, boots the container with them, and says where everything is.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Only {@link dev.herald.launcher.Herald}, {@code WarClasses}, {@code LogLines} and what {@code Restart} needs lie in the jar
 *       itself. The container
 *       loads the jar before the application, so a class that lay in both would be split between two loaders, and what is
 *       package-private would no longer be reachable. All else is read out of the WAR, into a loader that the application
 *       never sees.
 *   <li>The launcher and the application share nothing but system properties: the effective settings go in as {@code herald.*}, and
 *       how it went comes out by the names in {@code StartSignals}.
 *   <li>The listeners are enabled only when the application is up, so that nobody ever sees the container's own pages.
 *   <li>On Linux the process replaces itself ({@code execve}, by the JNA that the server brings) before it does anything, so that
 *       the JVM runs on unpacked jars and with an archive of their classes: see {@code Restart}. A child process would do it
 *       too, at the price of a second JVM that does nothing but pass on signals, streams and exit codes, and of a child
 *       that outlives a kill of its parent. Whatever stands in the way of it is no failure.
 *   <li>The archive is made by another Herald in the background (see {@code Training}) and not at the exit of this one, which
 *       would take many seconds where supervisors lose patience, and never happens to one that is killed.
 *   <li>A process that runs unpacked and does not get the application up, while the application has nothing to say against it,
 *       removes the archive and puts the jar as it is in its own place: whatever is wrong there costs time only. What the
 *       operator can have got wrong is looked at before, and ends the process as ever.
 *   <li>Payara is meddled with in three places ({@code LoaderHold}, {@code OwnScan} and one thread for its services, in {@code
 *       Container}): two races in it now and then lose a start, and it reads libraries that have nothing for it.
 *   <li>The WAR's classes are in no archive: they belong to a loader that the container makes.
 *   <li>{@link java.lang.Runtime#halt} after a failed start: the container cannot be relied on to stop from half-way.
 * </ul>
 */
package dev.herald.launcher;
