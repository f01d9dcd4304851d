package dev.herald.admin.auth;

import dev.herald.admin.ConfiguredToken;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Authenticates tokens. Keeps and compares only digests of them. */
public final class TokenAuthenticator {

    private static final String SCHEME = "Bearer";

    /** Digests by label. */
    private final Map<String, byte[]> configured = new LinkedHashMap<>();

    private final Function<String, Optional<Token>> stored;

    /**
     * Accepts the configured tokens, which have every scope, and the stored ones.
     *
     * @param stored returns the valid stored token with a secret; must not block
     */
    public TokenAuthenticator(List<ConfiguredToken> configured, Function<String, Optional<Token>> stored) {
        configured.forEach(token -> this.configured.put(token.label(), digest(token.secret())));
        this.stored = stored;
    }

    /**
     * The sender of a request with a token; empty if the token is unknown or has expired. Compares with every configured token, and
     * all bytes of each, so that the time reveals nothing about a secret.
     *
     * @param secure whether the request came over TLS
     */
    public Optional<Caller> authenticate(String secret, boolean secure) {
        byte[] digest = digest(secret);
        Optional<Caller> caller =
                stored.apply(secret).map(token -> new Caller(token.label(), token.scopes(), secure));
        for (Map.Entry<String, byte[]> token : configured.entrySet()) {
            if (MessageDigest.isEqual(token.getValue(), digest)) {
                caller = Optional.of(new Caller(token.getKey(), Set.of(Scope.ADMIN), secure));
            }
        }
        return caller;
    }

    /** The token in the value of a header {@code Authorization} (RFC 6750, 2.1), possibly ""; empty for another scheme. */
    public static Optional<String> bearerToken(String header) {
        String value = header.strip();
        boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) == ' ');
        return bearer ? Optional.of(value.substring(SCHEME.length()).strip()) : Optional.empty();
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
