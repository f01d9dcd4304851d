/**
 * Health checks: {@code /health/live} and {@code /health/ready}.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Readiness sends requests to the frontends through the network, as a client does. A frontend that is bound but does not answer is
 *       down. Frontends register their sockets in {@code metrics}, so this package does not depend on them.
 *   <li>Liveness depends on nothing, because the remedy for "not alive" is a restart, which loses every swarm.
 *   <li>Readiness stays UP while the database is away: announces are answered from memory. The answer contains {@code degraded}.
 * </ul>
 */
package dev.herald.admin.health;
