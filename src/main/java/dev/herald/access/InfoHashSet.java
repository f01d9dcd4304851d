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
 * <p>It is an array of small {@linkplain InfoHashTable hash tables}, half to two thirds full: 32 to 42 bytes an entry, where a
 * set of the JDK takes 73.
 *
 * <p>Readers take no lock and never see half an entry. A slot goes from empty to live and then only between live and gone,
 * always with the same info hash: its words are written before the mark that makes them visible, and never again. What is
 * gone keeps its slot until the table is made anew, which happens aside and is seen all at once. So a reader sees a state of
 * the table that there was while it looked, and a change that has returned is seen by everyone who asks after it.
 *
 * <p>A table is made anew when two thirds of it are in use, or when more of it is gone than live. That copies one part in 256
 * of the set; a set of a million never pauses to double itself.
 */
final class InfoHashSet {

    private static final int TABLE_BITS = 8;
    private static final VarHandle TABLES = MethodHandles.arrayElementVarHandle(InfoHashTable[].class);

    private final KeyedHash secret;
    private final InfoHashTable[] tables = new InfoHashTable[1 << TABLE_BITS];
    private volatile int size;

    InfoHashSet(KeyedHash secret) {
        this.secret = secret;
        Arrays.fill(tables, InfoHashTable.NOTHING);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** Whether {@code infoHash} is in the set. Never waits. */
    boolean contains(InfoHash infoHash) {
        return contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is kept as three numbers. */
    boolean contains(long high, long middle, int low) {
        long hash = secret.of(high, middle, low);
        return table(number(hash)).contains(hash, high, middle, low);
    }

    /** Puts {@code infoHash} into the set; whether it was not there. */
    synchronized boolean add(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int number = number(hash);
        InfoHashTable table = tables[number];
        int slot = table.find(hash, infoHash);
        if (table.isLive(slot)) {
            return false;
        }
        if (table.isEmpty(slot) && table.isFull()) {
            table = table.renewed(secret, 1);
            table.add(hash, infoHash, table.find(hash, infoHash));
            TABLES.setVolatile(tables, number, table);
        } else {
            table.add(hash, infoHash, slot);
        }
        resize(1);
        return true;
    }

    /** Takes {@code infoHash} out of the set; whether it was there. */
    synchronized boolean remove(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int number = number(hash);
        InfoHashTable table = tables[number];
        int slot = table.find(hash, infoHash);
        if (!table.isLive(slot)) {
            return false;
        }
        table.remove(slot);
        if (table.isMostlyGone()) {
            TABLES.setVolatile(tables, number, table.renewed(secret, 0));
        }
        resize(-1);
        return true;
    }

    /** Gives all that is in the set; of what changes meanwhile, some. Waits for nobody and makes nobody wait. */
    void forEach(Consumer<InfoHash> action) {
        for (int number = 0; number < tables.length; number++) {
            table(number).forEach(action);
        }
    }

    /** Bytes that the tables take, with their headers. */
    long heldBytes() {
        long bytes = 0;
        for (int number = 0; number < tables.length; number++) {
            bytes += Integer.BYTES + table(number).heldBytes();
        }
        return bytes;
    }

    private InfoHashTable table(int number) {
        return (InfoHashTable) TABLES.getVolatile(tables, number);
    }

    /** Only writers change it, one at a time. */
    private void resize(int change) {
        int now = size;
        size = now + change;
    }

    /** The upper bits of a hash choose the table, the others what is in it. */
    private static int number(long hash) {
        return (int) (hash >>> (Long.SIZE - TABLE_BITS));
    }
}
