/**
 * The REST API of Torrust Tracker, {@code /api/v1}: the same paths, status codes and texts.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A missing or wrong token is answered with status 500 and a text in the style of Rust's Debug, because torrust-index compares
 *       that text. Herald's own API answers 401.
 *   <li>The token is checked before the path, so a request without a token to an unknown path is answered with 500.
 *   <li>An unknown torrent is answered with 200 and the JSON text {@code "torrent not known"}. Deleting an unknown key is answered with
 *       500; removing a torrent that is not whitelisted succeeds.
 *   <li>Whitelist and keys can be changed in every mode. Newer versions of Torrust Tracker reject that, which makes uploads to
 *       torrust-index fail.
 *   <li>{@code updated_milliseconds_ago} is a point in time, not an age.
 *   <li>Keys have 32 letters and digits here. Herald accepts others, which {@code /manage/v1} manages.
 *   <li>Stricter than Torrust: an unknown member in the body of "add key" is rejected, and at most 4000 peers of a torrent are listed.
 *   <li>An invalid body of "add key" is answered with the texts of Herald's own API, except for a wrong type of {@code seconds_valid},
 *       which Torrust's tests compare.
 *   <li>{@code udp_requests_aborted} is always 0: Torrust aborts requests when too many wait; here no request waits.
 * </ul>
 */
package dev.herald.admin.torrust;
