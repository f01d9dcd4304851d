/**
 * The words of the protocol: values, no wire format, no clock, no container.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Hashes and addresses are held as machine words, not as arrays: a record then has value equality, needs no
 *       defensive copies, and a parsed request creates no array.
 *   <li>Requests are the only words that change, and hand out their hashes and addresses as machine words too: a door that has
 *       half a million of them in a second fills the same one again and again and makes no work for the collector.
 *   <li>A request carries the second in which it was received. Doors read the clock once per batch; nothing behind them
 *       reads it at all, so a test owns time by writing it into the request.
 *   <li>{@code left} is a signed word: {@link dev.herald.bittorrent.AnnounceRequest#LEFT_UNKNOWN} is -1, and doors clamp
 *       what does not fit.
 * </ul>
 */
package dev.herald.bittorrent;
