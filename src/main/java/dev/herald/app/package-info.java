/**
 * Wiring: reads settings, builds the objects, starts and stops them, and keeps the container's pages from strangers.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Whoever starts the container learns how the start went from system properties ({@link dev.herald.config.StartupSignals}): the
 *       container starts without an application that has failed, and says nothing.
 *   <li>The container tells nobody on which ports it really listens. {@code herald.http.bind} and {@code herald.admin.bind}
 *       are believed; a container that was told otherwise is reported by readiness, and then serves nothing of the operator's
 *       on any port.
 *   <li>An error page for any status and one for {@code Throwable} are needed: the first is not used for exceptions.
 *   <li>The factory of entity managers is made when it is first needed, and not injected: the container would log in to the
 *       database while it deploys, and refuse the application if the database is not there yet.
 *   <li>The pool in {@code web.xml} is larger than anybody wants it. Its numbers cannot be settings, so
 *       {@code herald.database.max-connections} bounds the transactions, of which each has one connection; reloads and exports are
 *       transactions too. There is no setting for a least number: {@link dev.herald.app.DatabaseMaintenance} asks the database every minute, so
 *       one connection stays open, and more are made when they are needed.
 * </ul>
 */
package dev.herald.app;
