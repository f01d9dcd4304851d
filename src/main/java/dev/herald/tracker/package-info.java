/**
 * The use cases, announce and scrape: the one door every protocol goes through.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Answers come through a callback although they are given before the call returns: on a cluster another node may
 *       give them, and no door shall have to change for that.
 *   <li>A refusal carries no detail of the request; what a stranger sent is never echoed.
 * </ul>
 */
package dev.herald.tracker;
