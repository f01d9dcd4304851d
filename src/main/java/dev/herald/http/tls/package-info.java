/**
 * Certificates of the HTTP doors, read from PEM files and renewed without a restart.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The content of the files is compared, and not their times: certbot moves links, whose targets keep theirs.
 *   <li>A certificate that expires while it is in use stays in use: refusing connections would help nobody, and readiness says it.
 *   <li>A key has no password: whoever could give it to Herald could read it too.
 * </ul>
 */
package dev.herald.http.tls;
