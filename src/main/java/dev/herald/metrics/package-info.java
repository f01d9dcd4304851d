/**
 * Counts what happened, so that someone else can tell.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>There are several {@link dev.herald.metrics.Recorder}s of one frontend: a single one would be the cache line that all
 *       event loops fight for.
 *   <li>One {@link dev.herald.metrics.FaultLog} serves all frontends, so a fault of one may be left out because another has
 *       failed within the same minute. The log cannot be filled by any mixture of them.
 *   <li>A sum over recorders is not a snapshot; a reader may see an answer counted before its neighbour.
 * </ul>
 */
package dev.herald.metrics;
