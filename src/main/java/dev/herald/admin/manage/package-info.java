/**
 * Herald's own API below {@code /manage/v1}: lists that can be searched, changed, imported and exported, the torrents and
 * their peers, tokens, audit and settings.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Who has no token is answered 401 at every path, even at one that does not exist.
 *   <li>The scope {@code read} does not show keys: whoever reads a key can announce with it.
 *   <li>DELETE of what is not there is answered like any other DELETE, 204: the client wanted it gone, and may be asking
 *       again because it missed the first answer. A GET tells whether it is there.
 *   <li>PUT takes the whole entry: a label, note or end that the body leaves out becomes empty or never. The creation time of
 *       an entry that is there stays.
 *   <li>An unknown member or parameter is refused. Whoever misspells {@code valid_until} shall not get a key that never
 *       expires.
 *   <li>An import goes on after a bad line and is answered 200: the result names the lines. What was imported before a
 *       failure (a database that goes away, a body that breaks off) stays; importing again does no harm.
 *   <li>Cursors are places, not pages: entries that come and go meanwhile make no other entry come twice.
 *   <li>Plain text leaves out notes and creation times, but never the end of a key: importing an export shall not make a key
 *       permanent.
 * </ul>
 */
package dev.herald.admin.manage;
