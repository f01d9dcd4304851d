package dev.herald.udp;

import java.util.random.RandomGenerator;

/**
 * Divides info hashes into {@value #PARTS} parts, by their first four bytes and in so simple a way that the kernel can do it too,
 * which hands a datagram over before anybody has read it. Random info hashes are spread evenly; somebody who chooses them can
 * fill one part with many, but does not know which, nor which others share it. Only the choice of the event loop depends on it:
 * where the store keeps a torrent does not.
 *
 * <p>The hash is multiply-shift (Dietzfelbinger et al.: A reliable randomized algorithm for the closest-pair problem, 1997).
 *
 * @param mask any number
 * @param factor an odd number
 */
record SteeringHash(int mask, int factor) {

    /** How many parts there are. */
    static final int PARTS = 256;

    /** How far the product is shifted to the right to get the part. */
    static final int SHIFT = 24;

    /** One that nobody outside can foresee. */
    static SteeringHash of(RandomGenerator random) {
        return new SteeringHash(random.nextInt(), random.nextInt() | 1);
    }

    /** Refuses an even factor, which would leave parts empty. */
    SteeringHash {
        if ((factor & 1) == 0) {
            throw new IllegalArgumentException("the factor must be odd, but is " + factor);
        }
    }

    /** The part of an info hash that begins with these eight bytes, from 0 to {@link #PARTS} - 1. */
    int of(long high) {
        return (((int) (high >>> 32) ^ mask) * factor) >>> SHIFT;
    }
}
