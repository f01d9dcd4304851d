package dev.herald.admin.auth;

/**
 * A token that the settings name.
 *
 * @param label what it is called, in the audit too
 * @param secret what whoever has it sends; it is never shown
 */
public record ConfiguredToken(String label, String secret) {

    /** Shorter ones can be guessed, so the operator is warned of them. They are allowed: Torrust's examples are shorter. */
    private static final int SAFE_CHARACTERS = 16;

    /** Whether it is so short that it may be guessed. */
    public boolean weak() {
        return secret.length() < SAFE_CHARACTERS;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NamedSecret[" + label + "]";
    }
}
