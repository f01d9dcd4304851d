package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A set of info hashes that is asked by every announce and changed now and then.
 *
 * <p>It is an array of small hash tables, each one array of ints with open addressing and linear probing. A slot is six
 * ints: its state, then the five words of an info hash. At three fifths to three quarters of the slots in use that is 32 to
 * 40 bytes an entry; a set of objects takes more than a hundred.
 *
 * <p>Readers take no lock and never see half an entry. A slot goes from empty to live and then only between live and gone,
 * always with the same info hash: its words are written before the state that makes them visible, and never again. What is
 * gone keeps its slot until the table is made anew, which happens aside and is seen all at once. So a reader sees a state of
 * the table that there was while it looked, and a change that has returned is seen by everyone who asks after it.
 *
 * <p>A table is made anew when three quarters of it are in use, or when more of it is gone than live. That copies a
 * thousandth of the set; a set of a million never pauses to double itself.
 */
final class InfoHashSet {

    private static final int TABLE_BITS = 10;
    private static final int SLOT = 6;
    private static final int EMPTY = 0;
    private static final int LIVE = 1;
    private static final int GONE = 2;

    /** One slot that stays empty. */
    private static final int[] NOTHING = new int[SLOT];

    private static final VarHandle TABLES = MethodHandles.arrayElementVarHandle(int[][].class);
    private static final VarHandle STATES = MethodHandles.arrayElementVarHandle(int[].class);

    private final KeyedHash secret;
    private final int[][] tables = new int[1 << TABLE_BITS][];

    /** How many slots of each table are not empty; for writers only. */
    private final int[] used = new int[1 << TABLE_BITS];

    /** How many slots of each table are live; for writers only. */
    private final int[] live = new int[1 << TABLE_BITS];

    private volatile int size;

    InfoHashSet(KeyedHash secret) {
        this.secret = secret;
        Arrays.fill(tables, NOTHING);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Whether {@code infoHash} is in the set. Never waits. */
    boolean contains(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int[] table = table(number(hash));
        int state = mark(hash) | LIVE;
        int at = home(hash, table);
        while (true) {
            int found = state(table, at);
            if (found == state && same(table, at, infoHash)) {
                return true;
            }
            if (found == EMPTY) {
                return false;
            }
            at = next(at, table);
        }
    }

    /** Puts {@code infoHash} into the set; whether it was not there. */
    synchronized boolean add(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int number = number(hash);
        int[] table = tables[number];
        int at = find(table, hash, infoHash);
        if (table[at] == EMPTY) {
            if (used[number] + 1 > table.length / SLOT * 3 / 4) {
                table = renewed(number, 1);
                at = find(table, hash, infoHash);
            }
            write(table, at, infoHash);
            used[number]++;
        } else if (isLive(table[at])) {
            return false;
        }
        STATES.setVolatile(table, at, mark(hash) | LIVE);
        live[number]++;
        resize(1);
        return true;
    }

    /** Takes {@code infoHash} out of the set; whether it was there. */
    synchronized boolean remove(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int number = number(hash);
        int[] table = tables[number];
        int at = find(table, hash, infoHash);
        if (!isLive(table[at])) {
            return false;
        }
        STATES.setVolatile(table, at, mark(hash) | GONE);
        live[number]--;
        resize(-1);
        if (used[number] > 2 * live[number]) {
            renewed(number, 0);
        }
        return true;
    }

    /** Gives all that is in the set; of what changes meanwhile, some. Waits for nobody and makes nobody wait. */
    void forEach(Consumer<InfoHash> action) {
        for (int number = 0; number < tables.length; number++) {
            int[] table = table(number);
            for (int at = 0; at < table.length; at += SLOT) {
                if (isLive(state(table, at))) {
                    action.accept(new InfoHash(high(table, at), middle(table, at), table[at + 5]));
                }
            }
        }
    }

    /** Bytes that the arrays take, with their headers. */
    long heldBytes() {
        long bytes = 0;
        for (int number = 0; number < tables.length; number++) {
            int[] table = table(number);
            bytes += 3L * Integer.BYTES + (table == NOTHING ? 0 : 16 + (long) table.length * Integer.BYTES);
        }
        return bytes;
    }

    private int[] table(int number) {
        return (int[]) TABLES.getVolatile(tables, number);
    }

    private static int state(int[] table, int at) {
        return (int) STATES.getVolatile(table, at);
    }

    /** Only writers change it, one at a time. */
    private void resize(int change) {
        int now = size;
        size = now + change;
    }

    /** Puts a table in place of that one, with the live slots only and room for {@code more} and a fifth beyond. */
    private int[] renewed(int number, int more) {
        int[] old = tables[number];
        int entries = live[number] + more;
        int[] table = entries == 0 ? NOTHING : new int[SLOT * (entries * 5 / 3 + 2)];
        for (int at = 0; at < old.length; at += SLOT) {
            if (isLive(old[at])) {
                int free = home(secret.of(high(old, at), middle(old, at), old[at + 5]), table);
                while (table[free] != EMPTY) {
                    free = next(free, table);
                }
                System.arraycopy(old, at, table, free, SLOT);
            }
        }
        used[number] = live[number];
        TABLES.setVolatile(tables, number, table);
        return table;
    }

    /** The slot of {@code infoHash}, live or gone, or the empty one where it belongs. For writers. */
    private static int find(int[] table, long hash, InfoHash infoHash) {
        int mark = mark(hash);
        int at = home(hash, table);
        while (table[at] != EMPTY && ((table[at] & ~(LIVE | GONE)) != mark || !same(table, at, infoHash))) {
            at = next(at, table);
        }
        return at;
    }

    /** The upper bits of a hash choose the table, the lower half the slot, and what is between marks it. */
    private static int number(long hash) {
        return (int) (hash >>> (Long.SIZE - TABLE_BITS));
    }

    private static int home(long hash, int[] table) {
        return (int) (((hash & 0xffff_ffffL) * (table.length / SLOT)) >>> 32) * SLOT;
    }

    private static int mark(long hash) {
        return (int) (hash >>> 22) & ~(LIVE | GONE);
    }

    private static int next(int at, int[] table) {
        return at + SLOT == table.length ? 0 : at + SLOT;
    }

    private static boolean isLive(int state) {
        return (state & LIVE) != 0;
    }

    private static void write(int[] table, int at, InfoHash infoHash) {
        table[at + 1] = (int) (infoHash.high() >>> 32);
        table[at + 2] = (int) infoHash.high();
        table[at + 3] = (int) (infoHash.middle() >>> 32);
        table[at + 4] = (int) infoHash.middle();
        table[at + 5] = infoHash.low();
    }

    private static boolean same(int[] table, int at, InfoHash infoHash) {
        return table[at + 5] == infoHash.low()
                && high(table, at) == infoHash.high()
                && middle(table, at) == infoHash.middle();
    }

    private static long high(int[] table, int at) {
        return ((long) table[at + 1] << 32) | (table[at + 2] & 0xffff_ffffL);
    }

    private static long middle(int[] table, int at) {
        return ((long) table[at + 3] << 32) | (table[at + 4] & 0xffff_ffffL);
    }
}
