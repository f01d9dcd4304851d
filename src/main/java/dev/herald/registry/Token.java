package dev.herald.registry;

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
}
