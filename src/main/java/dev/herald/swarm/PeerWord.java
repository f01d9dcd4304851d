package dev.herald.swarm;

/**
 * The word that is kept beside every peer, whether details are kept or not.
 *
 * <pre>
 *   63            32 31                      3 2     1     0
 *   +---------------+------------------------+-------+---------+
 *   |  fingerprint  |  last seen, seconds    | state | counted |
 *   +---------------+------------------------+-------+---------+
 * </pre>
 *
 * <p>The time is 29 bits wide and wraps after 17 years; only differences are ever used, so it does not matter when.
 */
final class PeerWord {

    /** This peer's download has been counted once and is not counted again. */
    static final int COUNTED = 1;

    /** State: nobody else in the swarm has its peer id. */
    static final int SINGLE = 0;

    /** State: one peer of the other family has its peer id and is the {@link #SHADOW}; none of its own family has it. */
    static final int RECENT = 2;

    /** State: the same client as the {@link #RECENT} one of the other family, which has announced since and counts. */
    static final int SHADOW = 4;

    /** State: several peers of one family have, or had, its peer id; see {@link SharedPeerIds}. */
    static final int SHARED = 6;

    private static final int STATE = 6;
    private static final long SEEN = 0xffff_fff8L;

    private PeerWord() {}

    static long of(int fingerprint, int second) {
        return ((long) fingerprint << 32) | seen(second);
    }

    static int fingerprint(long word) {
        return (int) (word >>> 32);
    }

    static int state(long word) {
        return (int) word & STATE;
    }

    static long inState(long word, int state) {
        return (word & ~(long) STATE) | state;
    }

    static boolean counted(long word) {
        return (word & COUNTED) != 0;
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
