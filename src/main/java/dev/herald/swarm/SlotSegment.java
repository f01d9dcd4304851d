package dev.herald.swarm;

/**
 * A segment of a {@link SlotIndex}: an open-addressed table with linear probing, in one array, because each object on the way
 * to a slot is a cache line to wait for.
 *
 * <p>The first place holds how many upper bits of the hash all entries share (the depth) and how many entries there are, the
 * others are slots. A slot is 0 or holds a position plus one and eight bits of its hash, so that a probe rarely looks at a
 * wrong entry. Entries are kept in the order of the following bits of their hash, as far as collisions allow.
 */
final class SlotSegment {

    private static final int POSITION = 0xff_ffff;
    private static final int TAG = ~POSITION;
    private static final int HEADER = 0;
    private static final int DEPTH_SHIFT = 26;
    private static final int USED = (1 << DEPTH_SHIFT) - 1;

    private SlotSegment() {}

    static int[] create(int depth, int slots) {
        int[] segment = Allocation.ints(slots + 1);
        segment[HEADER] = depth << DEPTH_SHIFT;
        return segment;
    }

    /** How many upper bits of the hash all entries share. */
    static int depth(int[] segment) {
        return segment[HEADER] >>> DEPTH_SHIFT;
    }

    static int used(int[] segment) {
        return segment[HEADER] & USED;
    }

    static int slots(int[] segment) {
        return segment.length - 1;
    }

    static int entry(int hash, int position) {
        return (hash << 24) | (position + 1);
    }

    static int position(int entry) {
        return (entry & POSITION) - 1;
    }

    /** Where the search for a hash begins. */
    static int home(int[] segment, int hash) {
        return 1 + (int) ((((hash << depth(segment)) & 0xffff_ffffL) * slots(segment)) >>> 32);
    }

    static int next(int[] segment, int slot) {
        return slot + 1 == segment.length ? 1 : slot + 1;
    }

    static void put(int[] segment, int hash, int entry) {
        int slot = home(segment, hash);
        while (segment[slot] != 0) {
            slot = next(segment, slot);
        }
        segment[slot] = entry;
        segment[HEADER]++;
    }

    /** The first slot from {@code from} on whose entry may have that hash, or -1. */
    static int scan(int[] segment, int from, int hash) {
        int tag = hash << 24;
        int slot = from;
        while (segment[slot] != 0) {
            if ((segment[slot] & TAG) == tag) {
                return slot;
            }
            slot = next(segment, slot);
        }
        return -1;
    }

    /** The slot of that position, or -1. */
    static int slotOf(int[] segment, int hash, int position) {
        int wanted = entry(hash, position);
        int slot = scan(segment, home(segment, hash), hash);
        while (slot >= 0 && segment[slot] != wanted) {
            slot = scan(segment, next(segment, slot), hash);
        }
        return slot;
    }

    /** Empties a slot and moves later entries of the run up, so that no probe ends early. */
    static void close(int[] segment, int emptied, SlotIndex.Hashes hashes) {
        int hole = emptied;
        int slot = next(segment, hole);
        while (segment[slot] != 0) {
            int home = home(segment, hashes.at(position(segment[slot])));
            boolean reachable = hole <= slot ? hole < home && home <= slot : hole < home || home <= slot;
            if (!reachable) {
                segment[hole] = segment[slot];
                hole = slot;
            }
            slot = next(segment, slot);
        }
        segment[hole] = 0;
        segment[HEADER]--;
    }
}
