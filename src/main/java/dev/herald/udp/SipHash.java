package dev.herald.udp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 of messages of 24 bytes: an address and a time slot, the input of a connection id. The fixed length needs no loop over bytes
 * and no allocation.
 *
 * @param key0 bytes 0 to 7 of the key, little-endian
 * @param key1 bytes 8 to 15
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
record SipHash(long key0, long key1) {

    static final int KEY_BYTES = 16;

    private static final long LENGTH_WORD = 24L << 56;

    /**
     * Creates the function with a key.
     *
     * @throws IllegalArgumentException if {@code key} does not have {@value #KEY_BYTES} bytes
     */
    static SipHash keyed(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a connection key is " + KEY_BYTES + " bytes, not " + key.length);
        }
        ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        return new SipHash(words.getLong(), words.getLong());
    }

    /** Returns the hash of three big-endian words. */
    long hash(long word0, long word1, long word2) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        // Two rounds for each of four words, of which the last contains only the length, and the four final
        // rounds, which equal those of two words of zeros.
        for (int step = 0; step < 6; step++) {
            long word =
                    switch (step) {
                        case 0 -> Long.reverseBytes(word0);
                        case 1 -> Long.reverseBytes(word1);
                        case 2 -> Long.reverseBytes(word2);
                        case 3 -> LENGTH_WORD;
                        default -> 0;
                    };
            v2 ^= step == 4 ? 0xff : 0;
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** Does not contain the key. */
    @Override
    public String toString() {
        return "SipHash[…]";
    }
}
