/**
 * TLS certificates: reads PEM files, reloads them when they change, and connects to servers whose certificate is not verified.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Reloading compares the contents of the files, not their modification times: certbot replaces symbolic links, and the times of their
 *       targets do not change.
 *   <li>A certificate that expires while it is in use stays in use. Rejecting connections would not help anybody; readiness reports it.
 *   <li>Encrypted private keys are not supported: a password in the configuration protects nothing that the file permissions do not.
 * </ul>
 */
package dev.herald.tls;
