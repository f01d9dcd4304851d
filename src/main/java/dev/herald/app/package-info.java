/**
 * Wiring and life cycle: creates the objects, starts and stops them, and runs the maintenance of swarms and database.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The result of the start is reported in system properties ({@link dev.herald.config.StartupSignals}), because the container boots
 *       without an application that has failed, and does not report it.
 *   <li>The container does not report on which ports it listens. {@code herald.http.jaxrs.bind} and {@code herald.admin.bind} are assumed to be
 *       right; if they are not, readiness is DOWN, and the operator's paths are served on no port.
 *   <li>There is an error page for every status and one for {@code Throwable}: the first is not used for exceptions.
 *   <li>The entity manager factory is created on first use and not injected: for an injected one the container logs in to the database
 *       during the deployment, which fails if the database is not available yet.
 *   <li>The pool in {@code web.xml} is larger than needed. Its size cannot be a setting, so {@code herald.database.max-connections} limits the
 *       transactions, which have one connection each; reloads and exports are transactions too. There is no setting for a minimum:
 *       {@link dev.herald.app.DatabaseMaintenance} uses the database every minute, so one connection stays open.
 * </ul>
 */
package dev.herald.app;
