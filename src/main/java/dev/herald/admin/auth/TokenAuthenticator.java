package dev.herald.admin.auth;

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

/** Decides by its token whether a request may come in. Nothing but digests of tokens is kept or compared. */
public final class TokenAuthenticator {

    /** Digests by labels. */
    private final Map<String, byte[]> configured = new LinkedHashMap<>();

    private final Function<String, Optional<Token>> stored;

    /**
     * Knows the tokens of the settings, which allow everything, and those that are stored.
     *
     * @param stored finds a stored token that is valid now by its secret, without waiting for anything
     */
    public TokenAuthenticator(List<ConfiguredToken> configured, Function<String, Optional<Token>> stored) {
        configured.forEach(token -> this.configured.put(token.label(), digest(token.secret())));
        this.stored = stored;
    }

    /** Whether the holder of {@code secret} may come in. However many wrong tokens came before, a right one is admitted. */
    public Authentication admit(String secret) {
        return configured(digest(secret))
                .or(() -> stored.apply(secret).map(token -> new Authentication.Granted(token.label(), token.scopes())))
                .orElseGet(Authentication.Wrong::new);
    }

    /** Looks at all of them and at every byte of each, so that the time it takes says nothing about a secret. */
    private Optional<Authentication> configured(byte[] digest) {
        String label = "";
        for (Map.Entry<String, byte[]> token : configured.entrySet()) {
            if (MessageDigest.isEqual(token.getValue(), digest)) {
                label = token.getKey();
            }
        }
        return label.isEmpty() ? Optional.empty() : Optional.of(new Authentication.Granted(label, Set.of(Scope.ADMIN)));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
