package dev.herald.admin.manage;

import java.security.SecureRandom;

/** Draws keys that nobody can guess: 32 letters and digits, the form that Torrust's have and every key field takes. */
final class RandomKeys {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomKeys() {}

    static String next() {
        StringBuilder key = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            key.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }
}
