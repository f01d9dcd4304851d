package dev.herald.registry;

/**
 * A token that was just made.
 *
 * @param token what can be seen again later
 * @param secret what cannot: it is kept nowhere
 */
public record IssuedToken(Token token, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "Issued[" + token + "]";
    }
}
