/**
 * Counters and the state of periodic tasks, which exporters and health checks read.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>There are several {@link dev.herald.metrics.Recorder}s of one frontend: with a single one, all event loops
 *       would contend for its cache lines.
 *   <li>All frontends share one {@link dev.herald.metrics.FaultLog}, so an error of one may not be logged because another has
 *       logged one within the same minute. In return no combination of requests can fill the log.
 *   <li>A sum over recorders is not a snapshot; counters of requests that end at the same time may differ.
 * </ul>
 */
package dev.herald.metrics;
