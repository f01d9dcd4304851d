/**
 * The use cases of the tracker, announce and scrape, for all frontends.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Answers are callbacks although they are complete when the call returns: the packed peers are copied once, from the swarm into the
 *       outgoing buffer.
 *   <li>A rejection repeats nothing of the request except the info hash.
 * </ul>
 */
package dev.herald.tracker;
