/**
 * Torrust's API, {@code /api/v1}, answer for answer: who has talked to a Torrust tracker talks to Herald.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A missing or wrong token is answered with 500 and a text in the manner of Rust. torrust-index compares that text byte
 *       by byte; Herald's own API answers such requests as HTTP means it.
 *   <li>The token is asked for before the path is looked at, so a path that does not exist is a 500 to who has none.
 *   <li>A torrent that nobody knows is a 200 with the JSON text {@code "torrent not known"}; a key that nobody has cannot be
 *       deleted, which is a 500, but a torrent that is not listed can be taken off the list.
 *   <li>The whitelist and the keys can be changed in every mode. Newer Torrust trackers refuse that, and uploads of
 *       torrust-index fail with them.
 *   <li>{@code updated_milliseconds_ago} is a time and not an age.
 *   <li>Keys are 32 letters and digits here, although Herald's may be others: {@code /manage/v1} has those.
 *   <li>More strict than Torrust: an unknown member of the body that asks for a key is refused, and of one torrent no more
 *       than 4000 peers are shown.
 *   <li>{@code udp_requests_aborted} is always 0: Torrust gives up requests when too many of them wait, and here none waits.
 * </ul>
 */
package dev.herald.admin.v1;
