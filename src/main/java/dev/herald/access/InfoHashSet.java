package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A set of info hashes that every announce reads and that rarely changes: 32 to 42 bytes per entry, where a set of the JDK takes 73.
 *
 * <p>Consists of 256 hash tables, half to two thirds full. Readers take no lock and never see a partial entry. A slot changes from empty
 * to live, and then only between live and removed, always with the same info hash: its words are written before the mark that publishes
 * them, and never again. A removed entry keeps its slot until the table is rebuilt; the new table is published as a whole. So a reader sees
 * a state that the table had during the read, and every read that starts after a change has returned sees the change.
 *
 * <p>A table is rebuilt when two thirds of its slots are used, or when it has more removed entries than live ones. A rebuild copies 1/256
 * of the set; the whole set is never resized at once.
 */
final class InfoHashSet {

    private static final int TABLE_BITS = 8;
    private static final VarHandle TABLES = MethodHandles.arrayElementVarHandle(Table[].class);
    private static final VarHandle MARKS = MethodHandles.arrayElementVarHandle(byte[].class);

    /** A table with one slot, which is never used. */
    private static final Table EMPTY_TABLE = new Table(1);

    private final KeyedHash keyedHash;
    private final Table[] tables = new Table[1 << TABLE_BITS];
    private volatile int size;

    InfoHashSet(KeyedHash keyedHash) {
        this.keyedHash = keyedHash;
        Arrays.fill(tables, EMPTY_TABLE);
    }

    /** The number of info hashes. */
    int size() {
        return size;
    }

    /** Whether {@code infoHash} is in the set. Wait-free. */
    boolean contains(InfoHash infoHash) {
        return contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Does the same for an info hash of three integers. */
    boolean contains(long high, long middle, int low) {
        long hash = keyedHash.of(high, middle, low);
        return table(index(hash)).contains(hash, high, middle, low);
    }

    /** Adds {@code infoHash}; returns whether it was absent. */
    synchronized boolean add(InfoHash infoHash) {
        long hash = keyedHash.of(infoHash);
        int index = index(hash);
        Table table = tables[index];
        int slot = table.find(hash, infoHash);
        if (table.marks[slot] < 0) {
            return false;
        }
        if (table.marks[slot] == Table.EMPTY && table.isFull()) {
            table = table.rebuilt(keyedHash, 1);
            table.add(hash, infoHash, table.find(hash, infoHash));
            TABLES.setVolatile(tables, index, table);
        } else {
            table.add(hash, infoHash, slot);
        }
        setSize(size + 1);
        return true;
    }

    /** Removes {@code infoHash}; returns whether it was present. */
    synchronized boolean remove(InfoHash infoHash) {
        long hash = keyedHash.of(infoHash);
        int index = index(hash);
        Table table = tables[index];
        int slot = table.find(hash, infoHash);
        if (table.marks[slot] >= 0) {
            return false;
        }
        MARKS.setVolatile(table.marks, slot, Table.REMOVED);
        table.live--;
        if (table.used > 2 * table.live) {
            TABLES.setVolatile(tables, index, table.rebuilt(keyedHash, 0));
        }
        setSize(size - 1);
        return true;
    }

    /** Passes every info hash to {@code action}; concurrent changes may be missed. Takes no lock. */
    void forEach(Consumer<InfoHash> action) {
        for (int index = 0; index < tables.length; index++) {
            table(index).forEach(action);
        }
    }

    /** The size of the tables in bytes: their arrays with headers of 16 bytes, and 24 bytes for each object. */
    long heldBytes() {
        long bytes = 0;
        for (int index = 0; index < tables.length; index++) {
            Table table = table(index);
            bytes += Integer.BYTES;
            bytes += table == EMPTY_TABLE ? 0 : 24 + 16 + 16 + table.marks.length + 4L * table.words.length;
        }
        return bytes;
    }

    private Table table(int index) {
        return (Table) TABLES.getVolatile(tables, index);
    }

    private void setSize(int changed) {
        size = changed;
    }

    /** The index of the table: the upper bits of the hash; the table uses the others. */
    private static int index(long hash) {
        return (int) (hash >>> (Long.SIZE - TABLE_BITS));
    }

    /**
     * Open addressing with linear probing. A slot is a mark of one byte and the five words of an info hash. The marks are in an array of
     * their own, so that a lookup of an absent info hash reads little else. Only {@link #contains} and {@link #forEach} are for readers.
     */
    private static final class Table {

        static final byte EMPTY = 0;
        static final byte REMOVED = 1;

        /** The high bit of the mark of a live slot; the other seven bits are of its hash. */
        private static final int LIVE = 0x80;

        private static final int WORDS = 5;

        final byte[] marks;
        final int[] words;

        /** The number of slots that are not empty, and of live ones. */
        private int used;

        private int live;

        Table(int slots) {
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
                    int at = slot * WORDS;
                    action.accept(new InfoHash(high(at), middle(at), words[at + 4]));
                }
            }
        }

        /** The slot of {@code infoHash}, live or removed, or else the empty slot for it. */
        int find(long hash, InfoHash infoHash) {
            int slot = firstSlot(hash);
            while (marks[slot] != EMPTY && !holds(slot, infoHash.high(), infoHash.middle(), infoHash.low())) {
                slot = next(slot);
            }
            return slot;
        }

        /** Whether no more empty slots may be used; every search needs one to end. */
        boolean isFull() {
            return used + 1 > marks.length * 2 / 3;
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

        /** A copy of the live slots that is half full with {@code more} entries. */
        Table rebuilt(KeyedHash keyedHash, int more) {
            int entries = live + more;
            if (entries == 0) {
                return EMPTY_TABLE;
            }
            Table table = new Table(2 * entries + 1);
            for (int slot = 0; slot < marks.length; slot++) {
                if (marks[slot] < 0) {
                    int at = slot * WORDS;
                    int free = table.firstSlot(keyedHash.of(high(at), middle(at), words[at + 4]));
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

        private long high(int at) {
            return ((long) words[at] << 32) | (words[at + 1] & 0xffff_ffffL);
        }

        private long middle(int at) {
            return ((long) words[at + 2] << 32) | (words[at + 3] & 0xffff_ffffL);
        }
    }
}
