package dev.herald.bittorrent;

import java.util.random.RandomGenerator;

/**
 * Hashes info hashes with a random key. Strangers choose info hashes, and could choose them to collide if they knew the hash function.
 *
 * <p>Mixes by a folded 128-bit product like wyhash: two multiplications per hash. Not a cryptographic MAC; hashes must not leave the
 * process.
 */
public final class KeyedHash {

    private final long first;
    private final long second;
    private final long third;

    /** Creates a hash function with a key from {@code random}. */
    public KeyedHash(RandomGenerator random) {
        first = random.nextLong();
        second = random.nextLong();
        third = random.nextLong() | 1;
    }

    /** All 64 bits are equally well mixed. */
    public long of(InfoHash infoHash) {
        return of(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The hash of an info hash of three integers. */
    public long of(long high, long middle, int low) {
        return fold(fold(high ^ first, middle ^ second) ^ low, third);
    }

    /** The exclusive or of both halves of the 128-bit product. */
    public static long fold(long a, long b) {
        return (a * b) ^ Math.multiplyHigh(a, b);
    }
}
