package dev.herald.admin.auth;

import dev.herald.admin.ConfiguredToken;
import dev.herald.registry.Entry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Authenticates tokens. */
public final class TokenAuthenticator {

    private static final String SCHEME = "Bearer";

    /** Labels of the configured tokens by {@link Token#hash}: hashes are compared, so the time reveals nothing about a secret. */
    private final Map<String, String> configured = new HashMap<>();

    private final Function<String, Optional<Token>> stored;

    /**
     * Accepts the configured tokens, which have every scope, and the stored ones.
     *
     * @param stored returns the valid stored token with the {@link Token#hash} of a secret; must not block
     */
    public TokenAuthenticator(List<ConfiguredToken> configured, Function<String, Optional<Token>> stored) {
        configured.forEach(token -> this.configured.put(Token.hash(token.secret()), token.label()));
        this.stored = stored;
    }

    /**
     * The sender of a request with a token; empty if the token is unknown or has expired.
     *
     * @param secure whether the request came over TLS
     */
    public Optional<Caller> authenticate(String secret, boolean secure) {
        return authenticateHash(Token.hash(secret), secure);
    }

    /** As {@link #authenticate}, for the {@link Token#hash} of a secret. */
    Optional<Caller> authenticateHash(String hash, boolean secure) {
        return Optional.ofNullable(configured.get(hash))
                .map(label -> new Caller(label, Set.of(Scope.ADMIN), Entry.FOREVER, secure))
                .or(() -> stored.apply(hash)
                        .map(token -> new Caller(token.label(), token.scopes(), token.validUntil(), secure)));
    }

    /** The token in the value of a header {@code Authorization} (RFC 6750, 2.1), possibly ""; empty for another scheme. */
    public static Optional<String> bearerToken(String header) {
        String value = header.strip();
        boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) == ' ');
        return bearer ? Optional.of(value.substring(SCHEME.length()).strip()) : Optional.empty();
    }
}
