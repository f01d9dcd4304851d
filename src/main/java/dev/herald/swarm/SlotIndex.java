package dev.herald.swarm;

import java.util.Arrays;

/**
 * Finds positions of a dense list by the hash of what stands there: an extendible hash table that never rehashes as a whole.
 *
 * <p>A directory, indexed by the upper bits of the hash, leads to segments of at most {@value #MAX_SLOTS} slots, each open
 * addressed with linear probing. A segment that is full grows by a third, and the largest are split in two; two halves
 * that have emptied are merged again. So the most that one insertion does is to move some hundred entries and, rarely, to
 * double the directory, an array of references: a list of millions grows without a stall.
 *
 * <p>A slot holds the position plus one and eight bits of the hash, so that a probe rarely looks at a wrong entry. The keys
 * stay in the list: {@link Hashes} tells the hash of a position.
 *
 * <p>Equal hashes cannot be split apart. {@link #add} therefore leaves out an entry whose hash stands
 * {@value #MAX_EQUAL} times already; only peer ids, which strangers may all choose equal, ever come to that.
 *
 * <p>Source: Fagin, Nievergelt, Pippenger, Strong: Extendible hashing, ACM TODS 4(3), 1979.
 */
final class SlotIndex {

    /** The hash of what stands at a position of the list. */
    @FunctionalInterface
    interface Hashes {
        int at(int position);
    }

    /** Positions fit into 24 bits. */
    static final int MAX_POSITION = 0xff_fffe;

    private static final int MIN_SLOTS = 8;
    private static final int MAX_SLOTS = 1024;
    private static final int MAX_EQUAL = 16;
    private static final int POSITION = 0xff_ffff;
    private static final int TAG = ~POSITION;

    private static final class Segment {
        /** How many upper bits of the hash all entries share. */
        int depth;

        int used;
        int[] slots;

        Segment(int depth, int size) {
            this.depth = depth;
            this.slots = new int[size];
        }

        int home(int hash) {
            return (int) ((((hash << depth) & 0xffff_ffffL) * slots.length) >>> 32);
        }

        int next(int slot) {
            return slot + 1 == slots.length ? 0 : slot + 1;
        }

        void put(int hash, int entry) {
            int slot = home(hash);
            while (slots[slot] != 0) {
                slot = next(slot);
            }
            slots[slot] = entry;
            used++;
        }
    }

    private final Hashes hashes;
    private int depth;
    private Segment[] directory = {new Segment(0, MIN_SLOTS)};

    SlotIndex(Hashes hashes) {
        this.hashes = hashes;
    }

    /** Begins to look for entries with that hash; see {@link #next}. */
    int first(int hash) {
        Segment segment = segment(hash);
        return scan(segment, segment.home(hash), hash);
    }

    /** The next slot after {@code slot} whose entry may have that hash, or -1. */
    int next(int hash, int slot) {
        Segment segment = segment(hash);
        return scan(segment, segment.next(slot), hash);
    }

    /** The position in the list that a slot found by {@link #first} or {@link #next} names. */
    int position(int hash, int slot) {
        return (segment(hash).slots[slot] & POSITION) - 1;
    }

    /** Adds a position; leaves it out if too many have the same hash. */
    void add(int hash, int position) {
        Segment segment = segment(hash);
        if (equal(hash) >= MAX_EQUAL) {
            return;
        }
        while ((segment.used + 1) * 4 > segment.slots.length * 3) {
            if (segment.slots.length < MAX_SLOTS) {
                resize(segment, Math.min(MAX_SLOTS, segment.slots.length * 4 / 3 + 2));
            } else {
                split(segment, hash);
            }
            segment = segment(hash);
        }
        segment.put(hash, entry(hash, position));
    }

    /** Removes a position; does nothing if it was left out. */
    void remove(int hash, int position) {
        Segment segment = segment(hash);
        int slot = slotOf(segment, hash, position);
        if (slot >= 0) {
            close(segment, slot);
            segment.used--;
            mergeOrShrink(segment, hash);
        }
    }

    /** Tells that what stood at {@code from} now stands at {@code to}; does nothing if it was left out. */
    void move(int hash, int from, int to) {
        Segment segment = segment(hash);
        int slot = slotOf(segment, hash, from);
        if (slot >= 0) {
            segment.slots[slot] = entry(hash, to);
        }
    }

    /** Tells that two positions have changed places. */
    void exchange(int hash, int position, int otherHash, int otherPosition) {
        Segment segment = segment(hash);
        Segment other = segment(otherHash);
        int slot = slotOf(segment, hash, position);
        int otherSlot = slotOf(other, otherHash, otherPosition);
        if (slot >= 0) {
            segment.slots[slot] = entry(hash, otherPosition);
        }
        if (otherSlot >= 0) {
            other.slots[otherSlot] = entry(otherHash, position);
        }
    }

    long heldBytes() {
        long held = 0;
        for (int i = 0; i < directory.length; i += 1 << (depth - directory[i].depth)) {
            held += (long) directory[i].slots.length * Integer.BYTES;
        }
        return held + (long) directory.length * Integer.BYTES;
    }

    private Segment segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> (32 - depth)];
    }

    private static int entry(int hash, int position) {
        return (hash << 24) | (position + 1);
    }

    private static int scan(Segment segment, int from, int hash) {
        int[] slots = segment.slots;
        int tag = hash << 24;
        int slot = from;
        while (slots[slot] != 0) {
            if ((slots[slot] & TAG) == tag) {
                return slot;
            }
            slot = segment.next(slot);
        }
        return -1;
    }

    private static int slotOf(Segment segment, int hash, int position) {
        int wanted = entry(hash, position);
        int slot = segment.home(hash);
        while (segment.slots[slot] != 0) {
            if (segment.slots[slot] == wanted) {
                return slot;
            }
            slot = segment.next(slot);
        }
        return -1;
    }

    private int equal(int hash) {
        int equal = 0;
        for (int slot = first(hash); slot >= 0; slot = next(hash, slot)) {
            if (hashes.at(position(hash, slot)) == hash) {
                equal++;
            }
        }
        return equal;
    }

    /** Empties a slot and moves later entries of the run up, so that no probe ends early. */
    private void close(Segment segment, int emptied) {
        int[] slots = segment.slots;
        int hole = emptied;
        int slot = segment.next(hole);
        while (slots[slot] != 0) {
            int home = segment.home(hashes.at((slots[slot] & POSITION) - 1));
            boolean reachable = hole <= slot ? hole < home && home <= slot : hole < home || home <= slot;
            if (!reachable) {
                slots[hole] = slots[slot];
                hole = slot;
            }
            slot = segment.next(slot);
        }
        slots[hole] = 0;
    }

    private void resize(Segment segment, int size) {
        int[] old = segment.slots;
        segment.slots = new int[size];
        segment.used = 0;
        refill(old, segment, segment);
    }

    private void split(Segment segment, int hash) {
        if (segment.depth == depth) {
            Segment[] doubled = new Segment[directory.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i >>> 1];
            }
            directory = doubled;
            depth++;
        }
        int upper = 0;
        for (int entry : segment.slots) {
            upper += entry == 0 ? 0 : bit(hashes.at((entry & POSITION) - 1), segment.depth + 1);
        }
        Segment low = new Segment(segment.depth + 1, roomFor(segment.used - upper));
        Segment high = new Segment(segment.depth + 1, roomFor(upper));
        refill(segment.slots, low, high);
        int span = 1 << (depth - segment.depth);
        int from = (hash >>> (32 - depth)) & -span;
        Arrays.fill(directory, from, from + span / 2, low);
        Arrays.fill(directory, from + span / 2, from + span, high);
    }

    /** Puts the entries of {@code old} into two segments by the last bit of their depth, or into one given twice. */
    private void refill(int[] old, Segment low, Segment high) {
        for (int entry : old) {
            if (entry != 0) {
                int hash = hashes.at((entry & POSITION) - 1);
                boolean upper = low != high && bit(hash, low.depth) != 0;
                (upper ? high : low).put(hash, entry);
            }
        }
    }

    /** The last of the upper {@code depth} bits. */
    private static int bit(int hash, int depth) {
        return (hash >>> (32 - depth)) & 1;
    }

    private static int roomFor(int entries) {
        return Math.max(MIN_SLOTS, Math.min(MAX_SLOTS, entries * 5 / 3 + 2));
    }

    private void mergeOrShrink(Segment segment, int hash) {
        if (segment.used * 4 > segment.slots.length || segment.slots.length == MIN_SLOTS) {
            return;
        }
        if (segment.depth > 0) {
            int span = 1 << (depth - segment.depth);
            int from = (hash >>> (32 - depth)) & -span;
            Segment twin = directory[from ^ span];
            if (twin.depth == segment.depth && (twin.used + segment.used) * 2 <= MAX_SLOTS) {
                Segment merged = new Segment(segment.depth - 1, MAX_SLOTS);
                refill(segment.slots, merged, merged);
                refill(twin.slots, merged, merged);
                int start = from & -(span * 2);
                Arrays.fill(directory, start, start + span * 2, merged);
                if (merged.depth == 0) {
                    directory = new Segment[] {merged};
                    depth = 0;
                }
                return;
            }
        }
        resize(segment, Math.max(MIN_SLOTS, segment.slots.length / 2));
    }
}
