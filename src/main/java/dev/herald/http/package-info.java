/**
 * The HTTP frontend: one codec for BEP 3, 7, 21, 23, 24 and 48, {@link dev.herald.http.HttpTracker}, and an adapter for each server.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Rejections have status 200: clients read the dictionary of a 200 only, and repeat a request sooner after another status.
 *   <li>A query is a {@code String} with one character for each byte. It is never decoded to text, because info hashes are bytes.
 *   <li>Errors are reported in the order of the specification, not of the query, so a query is read to its end even if its first parameter
 *       is invalid.
 *   <li>An unknown event, {@code compact=yes}, {@code numwant=-1}, {@code left=-1} and unknown parameters are accepted, although Torrust
 *       rejects them: real clients send them.
 *   <li>A path of one segment that may be a key is an announce, any other unknown path a 404.
 *   <li>An announce by HEAD is answered and changes nothing: HEAD is a safe method, which link checkers use.
 *   <li>A trusted proxy that names no other address than those of trusted proxies is rejected; otherwise the proxy would become a peer.
 *   <li>{@code X-Forwarded-For} takes precedence over {@code Forwarded}. A proxy that sets only the latter must remove the former from
 *       requests.
 * </ul>
 */
package dev.herald.http;
