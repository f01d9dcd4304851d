package dev.herald.admin;

import java.security.SecureRandom;

/** Draws keys that nobody can guess: 32 letters and digits, 190 random bits; the form that Torrust's have and every key field takes. */
public final class RandomKeys {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomKeys() {}

    /** A key that was never drawn before. */
    public static String next() {
        StringBuilder key = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> key.append(ALPHABET.charAt(i)));
        return key.toString();
    }
}
