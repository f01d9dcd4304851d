/**
 * {@code /metrics} on the operator's port: all figures of the tracker and of the JVM in the formats of Prometheus.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The figures are read from package {@code metrics} when they are requested, by callbacks: the hot path knows nothing of Prometheus,
 *       and counters of the client library would be a second set.
 *   <li>The library's metric of allocated memory is missing. It listens for collections and would keep a class loader alive after the
 *       application has been undeployed.
 *   <li>{@code /metrics} is a servlet and not a resource, because a container may have a servlet of its own for {@code /metrics/*}, which
 *       only one with a mapping in the deployment descriptor or an annotation precedes.
 *   <li>No label has a value that a stranger chooses: no info hash, address, key, client or user. So the number of series is fixed.
 * </ul>
 */
package dev.herald.admin.prometheus;
