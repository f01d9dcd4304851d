package dev.herald.admin;

import java.security.SecureRandom;

/** Generates keys of 32 letters and digits, the form of Torrust's keys, with 190 random bits. */
public final class RandomKeys {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomKeys() {}

    public static String next() {
        StringBuilder key = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(i -> key.append(ALPHABET.charAt(i)));
        return key.toString();
    }
}
