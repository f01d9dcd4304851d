/**
 * Authentication by API token for both APIs and by session for the console, and the scopes of tokens.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A resource class that declares no required scope stops the start. Rejecting its requests would be safe as well, but would only
 *       be noticed by the first client.
 *   <li>Many wrong tokens from one network delay the answers to further wrong tokens. They never lock out the right token.
 *   <li>A session that was started with the one-time code has no token behind it, so revoking tokens does not end it. Who reads the code
 *       can read the data directory too.
 *   <li>A restart ends all sessions: they are in memory only.
 * </ul>
 */
package dev.herald.admin.auth;
