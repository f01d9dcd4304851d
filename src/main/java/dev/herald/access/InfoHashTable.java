package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * One table of an {@link InfoHashSet}, where the concurrency is explained. Open addressing with linear probing; a slot is a mark of
 * one byte and the five words of an info hash. The marks are in an array of their own, so that a lookup of an absent info hash
 * reads little else.
 */
final class InfoHashTable {

    /** A table with one slot, which is never used. */
    static final InfoHashTable EMPTY_TABLE = new InfoHashTable(1);

    private static final int WORDS = 5;
    private static final byte EMPTY = 0;
    private static final byte REMOVED = 1;

    /** The high bit of the mark of a live slot; the other seven bits are of its hash. */
    private static final int LIVE = 0x80;

    private static final VarHandle MARKS = MethodHandles.arrayElementVarHandle(byte[].class);

    private final byte[] marks;
    private final int[] words;

    /** The number of slots that are not empty, and of live ones; for writers only. */
    private int used;

    private int live;

    private InfoHashTable(int slots) {
        marks = new byte[slots];
        words = new int[slots * WORDS];
    }

    boolean contains(long hash, long high, long middle, int low) {
        byte expected = mark(hash);
        int slot = firstSlot(hash);
        while (true) {
            byte mark = (byte) MARKS.getVolatile(marks, slot);
            if (mark == expected && holds(slot, high, middle, low)) {
                return true;
            }
            if (mark == EMPTY) {
                return false;
            }
            slot = next(slot);
        }
    }

    void forEach(Consumer<InfoHash> action) {
        for (int slot = 0; slot < marks.length; slot++) {
            if ((byte) MARKS.getVolatile(marks, slot) < 0) {
                action.accept(infoHash(slot));
            }
        }
    }

    /** The slot of {@code infoHash}, live or removed, or else the empty slot for it. This method and those below are for writers. */
    int find(long hash, InfoHash infoHash) {
        int slot = firstSlot(hash);
        while (marks[slot] != EMPTY && !holds(slot, infoHash.high(), infoHash.middle(), infoHash.low())) {
            slot = next(slot);
        }
        return slot;
    }

    boolean isLive(int slot) {
        return marks[slot] < 0;
    }

    boolean isEmpty(int slot) {
        return marks[slot] == EMPTY;
    }

    /** Whether no more empty slots may be used; every search needs one to end. */
    boolean isFull() {
        return used + 1 > marks.length * 2 / 3;
    }

    boolean isMostlyRemoved() {
        return used > 2 * live;
    }

    /** Makes live the slot that {@link #find} returned. */
    void add(long hash, InfoHash infoHash, int slot) {
        if (marks[slot] == EMPTY) {
            int at = slot * WORDS;
            words[at] = (int) (infoHash.high() >>> 32);
            words[at + 1] = (int) infoHash.high();
            words[at + 2] = (int) (infoHash.middle() >>> 32);
            words[at + 3] = (int) infoHash.middle();
            words[at + 4] = infoHash.low();
            used++;
        }
        MARKS.setVolatile(marks, slot, mark(hash));
        live++;
    }

    void remove(int slot) {
        MARKS.setVolatile(marks, slot, REMOVED);
        live--;
    }

    /** A copy of the live slots that is half full with {@code more} entries. */
    InfoHashTable rebuilt(KeyedHash secret, int more) {
        int entries = live + more;
        if (entries == 0) {
            return EMPTY_TABLE;
        }
        InfoHashTable table = new InfoHashTable(2 * entries + 1);
        for (int slot = 0; slot < marks.length; slot++) {
            if (marks[slot] < 0) {
                int at = slot * WORDS;
                int free = table.firstSlot(secret.of(high(at), middle(at), words[at + 4]));
                while (table.marks[free] != EMPTY) {
                    free = table.next(free);
                }
                table.marks[free] = marks[slot];
                System.arraycopy(words, at, table.words, free * WORDS, WORDS);
            }
        }
        table.used = live;
        table.live = live;
        return table;
    }

    /** The size in bytes: 24 for this object and 16 for the header of each array. */
    long heldBytes() {
        return marks.length == 1 ? 0 : 24 + 16 + 16 + marks.length + (long) words.length * Integer.BYTES;
    }

    private int firstSlot(long hash) {
        return (int) (((hash & 0xffff_ffffL) * marks.length) >>> 32);
    }

    private static byte mark(long hash) {
        return (byte) ((hash >>> 32) | LIVE);
    }

    private int next(int slot) {
        return slot + 1 == marks.length ? 0 : slot + 1;
    }

    private boolean holds(int slot, long high, long middle, int low) {
        int at = slot * WORDS;
        return words[at + 4] == low && high(at) == high && middle(at) == middle;
    }

    private InfoHash infoHash(int slot) {
        int at = slot * WORDS;
        return new InfoHash(high(at), middle(at), words[at + 4]);
    }

    private long high(int at) {
        return ((long) words[at] << 32) | (words[at + 1] & 0xffff_ffffL);
    }

    private long middle(int at) {
        return ((long) words[at + 2] << 32) | (words[at + 3] & 0xffff_ffffL);
    }
}
