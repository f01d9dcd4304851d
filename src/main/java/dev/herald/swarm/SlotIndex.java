package dev.herald.swarm;

import static dev.herald.swarm.SlotSegment.depth;
import static dev.herald.swarm.SlotSegment.entry;
import static dev.herald.swarm.SlotSegment.home;
import static dev.herald.swarm.SlotSegment.put;
import static dev.herald.swarm.SlotSegment.scan;
import static dev.herald.swarm.SlotSegment.slotOf;
import static dev.herald.swarm.SlotSegment.slots;
import static dev.herald.swarm.SlotSegment.used;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Finds positions of a dense list by the hash of what stands there: an extendible hash table that never rehashes as a whole.
 *
 * <p>A directory, indexed by the upper bits of the hash, leads to segments of at most {@value #MAX_SLOTS} slots, each open
 * addressed with linear probing. A segment that is full grows by a third, and the largest are split in two; two halves
 * that have emptied are merged again. So the most that one insertion does is to move some hundred entries and, rarely, to
 * double the directory, an array of references: a list of millions grows without a stall.
 *
 * <p>The keys stay in the list: {@link Hashes} tells the hash of a position.
 *
 * <p>Entries can be gone through in slices of the hash ({@link #sliceEnd}, {@link #slice}). Whatever happens to the list
 * between two slices, an entry that stays is met once: its position may change, its hash does not.
 *
 * <p>Equal hashes cannot be split apart: a segment of such entries goes on growing, and is searched as a list is. So nothing may
 * be kept here by a hash that strangers can make equal.
 *
 * <p>Only {@link #reserve}, {@link #add} and {@link #trim} allocate, and whatever array they cannot get, the index is whole.
 *
 * <p>Source: Fagin, Nievergelt, Pippenger, Strong: Extendible hashing, ACM TODS 4(3), 1979.
 */
final class SlotIndex {

    /** The hash of what stands at a position of the list. */
    @FunctionalInterface
    interface Hashes {
        int at(int position);
    }

    /** Beyond all hashes. */
    static final long END = 1L << 32;

    /** Positions fit into 24 bits. */
    static final int MAX_POSITION = 0xff_fffe;

    private static final int MIN_SLOTS = 8;
    private static final int MAX_SLOTS = 1024;
    /** How many slots a slice covers; they are two thirds full. */
    private static final int SLICE = 64;

    private final Hashes hashes;
    private int depth;
    private int[][] directory = {SlotSegment.create(0, MIN_SLOTS)};

    SlotIndex(Hashes hashes) {
        this.hashes = hashes;
    }

    /** Begins to look for entries with that hash; see {@link #next}. */
    int first(int hash) {
        int[] segment = segment(hash);
        return scan(segment, home(segment, hash), hash);
    }

    /** The next slot after {@code slot} whose entry may have that hash, or -1. */
    int next(int hash, int slot) {
        int[] segment = segment(hash);
        return scan(segment, SlotSegment.next(segment, slot), hash);
    }

    /** The position in the list that a slot found by {@link #first} or {@link #next} names. */
    int position(int hash, int slot) {
        return SlotSegment.position(segment(hash)[slot]);
    }

    /** A position that may have that hash, or -1, after looking at nothing else. */
    int guess(int hash) {
        int slot = first(hash);
        return slot < 0 ? -1 : position(hash, slot);
    }

    /** Makes room for an entry of that hash, if the next {@link #add} is of it. */
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
     * @throws IllegalArgumentException if it does not fit into an entry
     */
    void add(int hash, int position) {
        if (position > MAX_POSITION) {
            throw new IllegalArgumentException("beyond all positions: " + position);
        }
        reserve(hash);
        put(segment(hash), hash, entry(hash, position));
    }

    /** Removes a position that was added with that hash. */
    void remove(int hash, int position) {
        int[] segment = segment(hash);
        SlotSegment.close(segment, slotOf(segment, hash, position), hashes);
    }

    /** Gives back what is not needed any longer after an entry of that hash was removed. */
    void trim(int hash) {
        mergeOrShrink(segment(hash), hash);
    }

    /** Tells that what stood at {@code from} now stands at {@code to}. */
    void move(int hash, int from, int to) {
        int[] segment = segment(hash);
        segment[slotOf(segment, hash, from)] = entry(hash, to);
    }

    /** Tells that two positions have changed places. */
    void exchange(int hash, int position, int otherHash, int otherPosition) {
        int[] segment = segment(hash);
        int[] other = segment(otherHash);
        int slot = slotOf(segment, hash, position);
        int otherSlot = slotOf(other, otherHash, otherPosition);
        segment[slot] = entry(hash, otherPosition);
        other[otherSlot] = entry(otherHash, position);
    }

    /**
     * Where a short slice ends that begins at the hash {@code from}, which is unsigned; {@link #END} if it is the last one.
     */
    long sliceEnd(long from) {
        int[] segment = segment((int) from);
        long width = END >>> depth(segment);
        long start = from & -width;
        long beyond = home(segment, (int) from) - 1L + SLICE;
        int slots = slots(segment);
        return beyond >= slots ? start + width : start + (beyond * width + slots - 1) / slots;
    }

    /** Hands over the positions with a hash from {@code from} to {@code end}, exclusive, which is no later than its slice. */
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
            int position = SlotSegment.position(entry);
            long hash = entry == 0 ? END : hashes.at(position) & 0xffff_ffffL;
            if (from <= hash && hash < end) {
                positions.accept(position);
            }
        }
    }

    /** How many entries there are; looks at all segments. */
    int size() {
        int size = 0;
        for (int i = 0; i < directory.length; i += span(directory[i])) {
            size += used(directory[i]);
        }
        return size;
    }

    /** Bytes of all segments and of the directory. */
    long heldBytes() {
        long held = (long) directory.length * Integer.BYTES;
        for (int i = 0; i < directory.length; i += span(directory[i])) {
            held += (long) directory[i].length * Integer.BYTES;
        }
        return held;
    }

    private int[] segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> (32 - depth)];
    }

    /** How many places of the directory lead to a segment. */
    private int span(int[] segment) {
        return 1 << (depth - depth(segment));
    }

    private void resize(int[] segment, int slots, int hash) {
        int[] resized = SlotSegment.create(depth(segment), slots);
        refill(segment, resized, resized);
        int from = start(segment, hash);
        Arrays.fill(directory, from, from + span(segment), resized);
    }

    /** The first place of the directory that leads to a segment. */
    private int start(int[] segment, int hash) {
        return depth == 0 ? 0 : (hash >>> (32 - depth)) & -span(segment);
    }

    /** Splits a segment, or lets it grow where all of it would be in one half. */
    private void split(int[] segment, int hash) {
        int deeper = depth(segment) + 1;
        int upper = 0;
        for (int slot = 1; slot < segment.length; slot++) {
            upper += segment[slot] == 0 ? 0 : bit(hashes.at(SlotSegment.position(segment[slot])), deeper);
        }
        if (upper == 0 || upper == used(segment)) {
            resize(segment, slots(segment) * 4 / 3, hash);
            return;
        }
        if (depth(segment) == depth) {
            int[][] doubled = Allocation.intArrays(directory.length * 2);
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i >>> 1];
            }
            directory = doubled;
            depth++;
        }
        int[] low = SlotSegment.create(deeper, roomFor(used(segment) - upper));
        int[] high = SlotSegment.create(deeper, roomFor(upper));
        refill(segment, low, high);
        int from = start(segment, hash);
        int half = span(segment) / 2;
        Arrays.fill(directory, from, from + half, low);
        Arrays.fill(directory, from + half, from + 2 * half, high);
    }

    /** Makes the directory as short as its segments allow. */
    private void halve() {
        while (depth > 0) {
            for (int i = 0; i < directory.length; i += 2) {
                if (directory[i] != directory[i + 1]) {
                    return;
                }
            }
            int[][] halved = Allocation.intArrays(directory.length / 2);
            for (int i = 0; i < halved.length; i++) {
                halved[i] = directory[2 * i];
            }
            directory = halved;
            depth--;
        }
    }

    /** Puts the entries of {@code old} into two segments by the last bit of their depth, or into one given twice. */
    private void refill(int[] old, int[] low, int[] high) {
        for (int slot = 1; slot < old.length; slot++) {
            if (old[slot] != 0) {
                int hash = hashes.at(SlotSegment.position(old[slot]));
                boolean upper = low != high && bit(hash, depth(low)) != 0;
                put(upper ? high : low, hash, old[slot]);
            }
        }
    }

    /** The last of the upper {@code depth} bits. */
    private static int bit(int hash, int depth) {
        return (hash >>> (32 - depth)) & 1;
    }

    private static int roomFor(int entries) {
        return Math.max(MIN_SLOTS, entries * 5 / 3 + 2);
    }

    private void mergeOrShrink(int[] segment, int hash) {
        if (used(segment) * 4 > slots(segment) || slots(segment) == MIN_SLOTS) {
            return;
        }
        if (depth(segment) > 0) {
            int span = span(segment);
            int from = start(segment, hash);
            int[] twin = directory[from ^ span];
            if (depth(twin) == depth(segment) && (used(twin) + used(segment)) * 2 <= MAX_SLOTS) {
                int[] merged = SlotSegment.create(depth(segment) - 1, MAX_SLOTS);
                refill(segment, merged, merged);
                refill(twin, merged, merged);
                int start = from & -(span * 2);
                Arrays.fill(directory, start, start + span * 2, merged);
                halve();
                return;
            }
        }
        resize(segment, Math.max(MIN_SLOTS, slots(segment) / 2), hash);
    }
}
