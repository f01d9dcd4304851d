package dev.herald.admin;

/**
 * A token of the settings.
 *
 * @param label its name, also in the audit
 * @param secret the token that clients send; never shown
 */
public record ConfiguredToken(String label, String secret) {

    /** Shorter tokens can be guessed, so Herald logs a warning. They are allowed, because those in Torrust's examples are shorter. */
    private static final int SAFE_LENGTH = 16;

    /** Whether the token is so short that it can be guessed. */
    public boolean weak() {
        return secret.length() < SAFE_LENGTH;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ConfiguredToken[" + label + "]";
    }
}
