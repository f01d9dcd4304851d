/**
 * BEP 3, 7, 21, 23, 24, 31 and 48 to tracker and back: one codec, {@link dev.herald.http.HttpTracker}, and thin adapters to
 * the servers that carry it.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Refusals have status 200: clients read the dictionary of a 200 only, and retry other statuses sooner.
 *   <li>A query is a {@code String} with one character for each byte. It is never decoded to text: hashes are bytes.
 *   <li>Faults are reported in the order of the specification, not in that of the query, so a query is read to its end even
 *       if its first parameter is wrong.
 *   <li>An unknown event, {@code compact=yes}, {@code numwant=-1}, {@code left=-1} and junk are no faults, although Torrust
 *       refuses them: real clients send them.
 *   <li>A path that is nothing but what could be a key is an announce, and any other unknown one a 404.
 *   <li>An announce by HEAD is answered and changes nothing: HEAD is a safe method, which link checkers use.
 *   <li>A trusted proxy that names nobody but trusted proxies is refused: answering would put the proxy into the swarm.
 *   <li>{@code X-Forwarded-For} wins over {@code Forwarded}. A proxy that maintains only the latter has to take the former
 *       away from what clients send.
 *   <li>The answer is returned although the tracker gives it by callback: on one node the callback comes first.
 * </ul>
 */
package dev.herald.http;
