/**
 * Authentication by API token, and the scopes of tokens, for both APIs.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A resource class that declares no required scope stops the start. Rejecting its requests would be safe as well, but would only
 *       be noticed by the first client.
 *   <li>Many wrong tokens from one network delay the answers to further wrong tokens. They never lock out the right token.
 * </ul>
 */
package dev.herald.admin.auth;
