/**
 * The values of the BitTorrent tracker protocol: no wire format, no clock, no container.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Hashes and addresses are integers, not arrays: a record then has value equality, needs no defensive copies, and a parsed
 *       request allocates no array.
 *   <li>Requests are the only mutable values, and return their hashes and addresses as integers too: a frontend with half a million
 *       announces per second fills the same request again and again and allocates nothing.
 *   <li>A request carries the second in which it was received. Frontends read the clock once per batch and nothing behind them reads it, so a
 *       test controls time by the request.
 *   <li>{@code left} is signed: {@link dev.herald.bittorrent.AnnounceRequest#LEFT_UNKNOWN} is -1, and frontends clamp what does not fit.
 * </ul>
 */
package dev.herald.bittorrent;
