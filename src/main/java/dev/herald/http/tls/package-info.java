/**
 * Certificates of the HTTP doors, read from PEM files and renewed without a restart.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>The content of the files is compared, and not their times: certbot moves links, whose targets keep theirs.
 *   <li>A certificate that expires while it is in use stays in use: refusing connections would help nobody, and readiness says it.
 *   <li>Keys are read in PKCS#8 form only, which is what certbot writes; of others it is said how they are converted.
 * </ul>
 */
package dev.herald.http.tls;
