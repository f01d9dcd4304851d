/**
 * Counts what happened, so that someone else can tell.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A {@link dev.herald.metrics.Recorder} is written by one thread and read by any, with opaque access and no atomic
 *       addition: a shared counter would be the one cache line that all event loops fight for.
 *   <li>A sum over recorders is not a snapshot; a reader may see an answer counted before its neighbour.
 * </ul>
 */
package dev.herald.metrics;
