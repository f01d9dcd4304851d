package dev.herald.swarm;

/**
 * The word that is kept beside every peer, whether details are kept or not.
 *
 * <pre>
 *   63            32 31                      3 2       0
 *   +---------------+------------------------+---------+
 *   |  fingerprint  |  last seen, seconds    |  flags  |
 *   +---------------+------------------------+---------+
 * </pre>
 *
 * <p>The time is 29 bits wide and wraps after 17 years; only differences are ever used, so it does not matter when.
 */
final class PeerWord {

    /** This peer's download has been counted once and is not counted again. */
    static final int COUNTED = 1;

    /** The same client stands in the other family too. */
    static final int PAIRED = 2;

    /** Paired, and the other one is the more recent, which is the one that counts. */
    static final int SHADOW = 4;

    private static final int FLAGS = 7;
    private static final long SEEN = 0xffff_fff8L;

    private PeerWord() {}

    static long of(int fingerprint, int second) {
        return ((long) fingerprint << 32) | seen(second);
    }

    static int fingerprint(long word) {
        return (int) (word >>> 32);
    }

    static int flags(long word) {
        return (int) word & FLAGS;
    }

    static boolean has(long word, int flag) {
        return (word & flag) != 0;
    }

    static long with(long word, int flag) {
        return word | flag;
    }

    static long without(long word, int flags) {
        return word & ~(long) flags;
    }

    static long touched(long word, int second) {
        return (word & ~SEEN) | seen(second);
    }

    /** Seconds since the peer was seen; negative if the clock went back. */
    static int age(long word, int now) {
        return ((now - (int) (word >>> 3)) << 3) >> 3;
    }

    private static long seen(int second) {
        return ((long) second << 3) & SEEN;
    }
}
