/**
 * What happens now and what happened before: one sample of the figures a second, the history of these samples in a file, and the live
 * stream to viewers.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Nothing here has a thread for its periodic work: {@code app} calls {@link dev.herald.admin.events.Sampler#sample} once a second
 *       and passes the result on, so that tests need no clock.
 *   <li>All viewers of the live stream get the same text, made once a second. What a viewer may not see is therefore never in it: it has
 *       no hash, address or key.
 *   <li>A viewer that does not read is closed instead of slowed down. Its browser connects again, and the next snapshot replaces all
 *       before it.
 * </ul>
 */
package dev.herald.admin.events;
