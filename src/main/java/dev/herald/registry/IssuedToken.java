package dev.herald.registry;

/**
 * A new token.
 *
 * @param secret shown once; only its hash is stored
 */
public record IssuedToken(Token token, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "IssuedToken[" + token + "]";
    }
}
