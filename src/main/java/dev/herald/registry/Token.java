package dev.herald.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A token of the operator's API, without its secret.
 *
 * @param id public identifier
 * @param label unique among tokens
 * @param scopes what the token allows
 * @param created second since 1970
 * @param validUntil the last second since 1970 at which it is valid, or {@link Entry#FOREVER}
 * @param lastUsed second since 1970, up to a minute late; empty if it was never used
 */
public record Token(
        String id, String label, Set<Scope> scopes, long created, long validUntil, Optional<Long> lastUsed) {

    public Token {
        scopes = Set.copyOf(scopes);
    }

    /** SHA-256 of a secret, in hexadecimal digits. */
    public static String hash(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
