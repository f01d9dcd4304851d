package dev.herald.swarm;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Finds positions of a dense list by hash: an extendible hash table (Fagin, Nievergelt, Pippenger, Strong, ACM TODS 4(3), 1979)
 * that never rehashes as a whole. The keys stay in the list; a function returns the hash of a position.
 *
 * <p>A directory, indexed by the upper bits of the hash, leads to segments of at most {@value #MAX_SLOTS} slots with linear probing. A
 * full segment grows by a third, the largest are split, and two halves that have emptied are merged. So one insertion moves some
 * hundred entries at most and, rarely, doubles the directory, an array of references.
 *
 * <p>A segment is one array, because each object on the way to a slot is a cache line to wait for. Its first element holds the
 * depth (how many upper bits of the hash all entries share) and the number of entries; the others are slots. A slot is 0 or holds
 * position + 1 (24 bits) and 8 bits of the hash, so that a probe rarely reads a wrong entry. Entries are in the order of the
 * following hash bits, as far as collisions allow.
 *
 * <p>Readers go through the entries in slices of the hash ({@link #sliceEnd}, {@link #slice}). An entry that stays is visited once
 * whatever happens to the list between two slices: its position may change, its hash does not.
 *
 * <p>Equal hashes cannot be split: a segment of such entries keeps growing and is searched like a list. So the hash must not be one
 * that strangers can make equal.
 *
 * <p>Only {@link #reserve}, {@link #add} and {@link #trim} allocate; if an allocation fails the index is unchanged.
 */
final class SlotIndex {

    /** Greater than all hashes. */
    static final long END = 1L << 32;

    /** The greatest position: {@code position + 1} has 24 bits. */
    static final int MAX_POSITION = 0xff_fffe;

    private static final int MIN_SLOTS = 8;
    private static final int MAX_SLOTS = 1024;

    /** Slots of a slice; about two thirds of them are used. */
    private static final int SLICE = 64;

    private static final int POSITION = 0xff_ffff;
    private static final int TAG = ~POSITION;
    private static final int HEADER = 0;
    private static final int DEPTH_SHIFT = 26;
    private static final int USED = (1 << DEPTH_SHIFT) - 1;

    private final IntUnaryOperator hashes;
    private int depth;
    private int[][] directory = {newSegment(0, MIN_SLOTS)};

    SlotIndex(IntUnaryOperator hashes) {
        this.hashes = hashes;
    }

    /** The first slot whose entry may have this hash, or -1. */
    int first(int hash) {
        int[] segment = segment(hash);
        return scan(segment, home(segment, hash), hash);
    }

    /** The next slot after {@code slot} whose entry may have this hash, or -1. */
    int next(int hash, int slot) {
        int[] segment = segment(hash);
        return scan(segment, nextSlot(segment, slot), hash);
    }

    /** The position in a slot that {@link #first} or {@link #next} returned. */
    int position(int hash, int slot) {
        return position(segment(hash)[slot]);
    }

    /** Allocates what the next {@link #add} needs, if it is of this hash. */
    void reserve(int hash) {
        int[] segment = segment(hash);
        while ((used(segment) + 1) * 4 > slots(segment) * 3) {
            if (slots(segment) < MAX_SLOTS) {
                resize(segment, Math.min(MAX_SLOTS, slots(segment) * 4 / 3 + 2), hash);
            } else {
                split(segment, hash);
            }
            segment = segment(hash);
        }
    }

    /**
     * Adds a position.
     *
     * @throws IllegalArgumentException if it is greater than {@link #MAX_POSITION}
     */
    void add(int hash, int position) {
        if (position > MAX_POSITION) {
            throw new IllegalArgumentException("position out of range: " + position);
        }
        reserve(hash);
        put(segment(hash), hash, entry(hash, position));
    }

    /** Removes a position that was added with this hash. */
    void remove(int hash, int position) {
        int[] segment = segment(hash);
        clear(segment, slotOf(segment, hash, position));
    }

    /** Returns unused memory after an entry of this hash was removed. */
    void trim(int hash) {
        int[] segment = segment(hash);
        if (used(segment) * 4 > slots(segment) || slots(segment) == MIN_SLOTS) {
            return;
        }
        if (depth(segment) > 0) {
            int span = span(segment);
            int from = start(segment, hash);
            int[] sibling = directory[from ^ span];
            if (depth(sibling) == depth(segment) && (used(sibling) + used(segment)) * 2 <= MAX_SLOTS) {
                int[] merged = newSegment(depth(segment) - 1, MAX_SLOTS);
                refill(segment, merged, merged);
                refill(sibling, merged, merged);
                int start = from & -(span * 2);
                Arrays.fill(directory, start, start + span * 2, merged);
                halve();
                return;
            }
        }
        resize(segment, Math.max(MIN_SLOTS, slots(segment) / 2), hash);
    }

    /** The element at {@code from} was moved to {@code to}. */
    void move(int hash, int from, int to) {
        int[] segment = segment(hash);
        segment[slotOf(segment, hash, from)] = entry(hash, to);
    }

    /** Two elements were exchanged. */
    void exchange(int hash, int position, int otherHash, int otherPosition) {
        int[] segment = segment(hash);
        int[] other = segment(otherHash);
        int slot = slotOf(segment, hash, position);
        int otherSlot = slotOf(other, otherHash, otherPosition);
        segment[slot] = entry(hash, otherPosition);
        other[otherSlot] = entry(otherHash, position);
    }

    /** The end (exclusive, unsigned) of the slice that begins at hash {@code from}; {@link #END} for the last slice. */
    long sliceEnd(long from) {
        int[] segment = segment((int) from);
        long width = END >>> depth(segment);
        long start = from & -width;
        long beyond = home(segment, (int) from) - 1L + SLICE;
        int slots = slots(segment);
        return beyond >= slots ? start + width : start + (beyond * width + slots - 1) / slots;
    }

    /** Passes on the positions with a hash in {@code [from, end)}; {@code end} is at most the end of the slice. */
    void slice(long from, long end, IntConsumer positions) {
        int[] segment = segment((int) from);
        int slots = slots(segment);
        int first = home(segment, (int) from);
        int last = home(segment, (int) (end - 1));
        for (int i = first; i < first + slots; i++) {
            int entry = segment[i <= slots ? i : i - slots];
            if (entry == 0 && i >= last) {
                return;
            }
            int position = position(entry);
            long hash = entry == 0 ? END : hashes.applyAsInt(position) & 0xffff_ffffL;
            if (from <= hash && hash < end) {
                positions.accept(position);
            }
        }
    }

    /** Counts the entries of all segments. */
    int size() {
        int size = 0;
        for (int i = 0; i < directory.length; i += span(directory[i])) {
            size += used(directory[i]);
        }
        return size;
    }

    private int[] segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> (32 - depth)];
    }

    /** How many elements of the directory lead to a segment. */
    private int span(int[] segment) {
        return 1 << (depth - depth(segment));
    }

    private void resize(int[] segment, int slots, int hash) {
        int[] resized = newSegment(depth(segment), slots);
        refill(segment, resized, resized);
        int from = start(segment, hash);
        Arrays.fill(directory, from, from + span(segment), resized);
    }

    /** The first element of the directory that leads to a segment. */
    private int start(int[] segment, int hash) {
        return depth == 0 ? 0 : (hash >>> (32 - depth)) & -span(segment);
    }

    /** Splits a segment, or grows it if all entries would be in one half. */
    private void split(int[] segment, int hash) {
        int deeper = depth(segment) + 1;
        int upper = 0;
        for (int slot = 1; slot < segment.length; slot++) {
            upper += segment[slot] == 0 ? 0 : bit(hashes.applyAsInt(position(segment[slot])), deeper);
        }
        if (upper == 0 || upper == used(segment)) {
            resize(segment, slots(segment) * 4 / 3, hash);
            return;
        }
        if (depth(segment) == depth) {
            int[][] doubled = Allocation.array(int[][]::new, directory.length * 2);
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i >>> 1];
            }
            directory = doubled;
            depth++;
        }
        int[] low = newSegment(deeper, slotsFor(used(segment) - upper));
        int[] high = newSegment(deeper, slotsFor(upper));
        refill(segment, low, high);
        int from = start(segment, hash);
        int half = span(segment) / 2;
        Arrays.fill(directory, from, from + half, low);
        Arrays.fill(directory, from + half, from + 2 * half, high);
    }

    /** Halves the directory as often as its segments allow. */
    private void halve() {
        while (depth > 0) {
            for (int i = 0; i < directory.length; i += 2) {
                if (directory[i] != directory[i + 1]) {
                    return;
                }
            }
            int[][] halved = Allocation.array(int[][]::new, directory.length / 2);
            for (int i = 0; i < halved.length; i++) {
                halved[i] = directory[2 * i];
            }
            directory = halved;
            depth--;
        }
    }

    /** Copies the entries of {@code old} into two segments by the last bit of their depth, or into one that is given twice. */
    private void refill(int[] old, int[] low, int[] high) {
        for (int slot = 1; slot < old.length; slot++) {
            if (old[slot] != 0) {
                int hash = hashes.applyAsInt(position(old[slot]));
                boolean upper = low != high && bit(hash, depth(low)) != 0;
                put(upper ? high : low, hash, old[slot]);
            }
        }
    }

    /** The last one of the upper {@code depth} bits. */
    private static int bit(int hash, int depth) {
        return (hash >>> (32 - depth)) & 1;
    }

    private static int slotsFor(int entries) {
        return Math.max(MIN_SLOTS, entries * 5 / 3 + 2);
    }

    private static int[] newSegment(int depth, int slots) {
        int[] segment = Allocation.array(int[]::new, slots + 1);
        segment[HEADER] = depth << DEPTH_SHIFT;
        return segment;
    }

    private static int depth(int[] segment) {
        return segment[HEADER] >>> DEPTH_SHIFT;
    }

    private static int used(int[] segment) {
        return segment[HEADER] & USED;
    }

    private static int slots(int[] segment) {
        return segment.length - 1;
    }

    private static int entry(int hash, int position) {
        return (hash << 24) | (position + 1);
    }

    private static int position(int entry) {
        return (entry & POSITION) - 1;
    }

    /** The slot where the search for a hash begins. */
    private static int home(int[] segment, int hash) {
        return 1 + (int) ((((hash << depth(segment)) & 0xffff_ffffL) * slots(segment)) >>> 32);
    }

    private static int nextSlot(int[] segment, int slot) {
        return slot + 1 == segment.length ? 1 : slot + 1;
    }

    private static void put(int[] segment, int hash, int entry) {
        int slot = home(segment, hash);
        while (segment[slot] != 0) {
            slot = nextSlot(segment, slot);
        }
        segment[slot] = entry;
        segment[HEADER]++;
    }

    /** The first slot from {@code from} on whose entry may have this hash, or -1. */
    private static int scan(int[] segment, int from, int hash) {
        int tag = hash << 24;
        int slot = from;
        while (segment[slot] != 0) {
            if ((segment[slot] & TAG) == tag) {
                return slot;
            }
            slot = nextSlot(segment, slot);
        }
        return -1;
    }

    /** The slot of a position, or -1. */
    private static int slotOf(int[] segment, int hash, int position) {
        int entry = entry(hash, position);
        int slot = scan(segment, home(segment, hash), hash);
        while (slot >= 0 && segment[slot] != entry) {
            slot = scan(segment, nextSlot(segment, slot), hash);
        }
        return slot;
    }

    /** Clears a slot and moves later entries of the run up, so that no probe ends early. */
    private void clear(int[] segment, int emptied) {
        int hole = emptied;
        int slot = nextSlot(segment, hole);
        while (segment[slot] != 0) {
            int home = home(segment, hashes.applyAsInt(position(segment[slot])));
            boolean reachable = hole <= slot ? hole < home && home <= slot : hole < home || home <= slot;
            if (!reachable) {
                segment[hole] = segment[slot];
                hole = slot;
            }
            slot = nextSlot(segment, slot);
        }
        segment[hole] = 0;
        segment[HEADER]--;
    }
}
