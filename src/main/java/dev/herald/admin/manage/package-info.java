/**
 * Herald's own API, {@code /manage/v1}: keys and lists with search, import and export, torrents and their peers, tokens, audit and
 * settings.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A request without a token is answered with 401 at every path, even at one that does not exist.
 *   <li>The scope {@code read} does not include keys, because a key is a secret.
 *   <li>DELETE of an absent entry is answered with 204, so that a client can repeat a request whose response it missed.
 *   <li>PUT replaces the whole entry: a label or note that the body omits becomes empty, and a key without an expiry never
 *       expires. The creation time of an existing entry is kept.
 *   <li>An unknown member or parameter is rejected. A misspelled {@code valid_until} must not yield a key that never expires.
 *   <li>An import continues after an invalid line and is answered with 200; the report lists these lines. Entries imported
 *       before a failure are kept. An import can be repeated.
 *   <li>Cursors are positions, not page numbers: concurrent changes do not repeat or skip other entries.
 *   <li>Plain text omits notes and creation times, but never the expiry of a key.
 * </ul>
 */
package dev.herald.admin.manage;
