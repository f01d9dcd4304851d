package dev.herald.bittorrent;

import java.util.random.RandomGenerator;

/**
 * Hashes of info hashes that nobody can foresee without the secret of this process. Strangers choose info hashes, and could
 * otherwise choose them to collide.
 *
 * <p>The mixing is a folded 128-bit product, as in wyhash: two multiplications a hash. It is no cryptographic MAC and does
 * not leave the process.
 */
public final class KeyedHash {

    private final long first;
    private final long second;
    private final long third;

    /** Hashes with a secret from {@code random}. */
    public KeyedHash(RandomGenerator random) {
        first = random.nextLong();
        second = random.nextLong();
        third = random.nextLong() | 1;
    }

    /** All 64 bits are mixed equally well. */
    public long of(InfoHash infoHash) {
        return of(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is kept as three numbers. */
    public long of(long high, long middle, int low) {
        return fold(fold(high ^ first, middle ^ second) ^ low, third);
    }

    /** The upper half of the 128-bit product over the lower. */
    public static long fold(long a, long b) {
        return (a * b) ^ Math.multiplyHigh(a, b);
    }
}
