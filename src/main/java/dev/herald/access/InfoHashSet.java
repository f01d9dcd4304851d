package dev.herald.access;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A set of info hashes that every announce reads and that rarely changes.
 *
 * <p>An array of small {@linkplain InfoHashTable hash tables}, half to two thirds full: 32 to 42 bytes per entry, where a set of
 * the JDK takes 73.
 *
 * <p>Readers take no lock and never see a partial entry. A slot changes from empty to live, and then only between live and
 * removed, always with the same info hash: its words are written before the mark that publishes them, and never again. A removed
 * entry keeps its slot until the table is rebuilt; the new table is published as a whole. So a reader sees a state that the table
 * had during the read, and every read that starts after a change has returned sees the change.
 *
 * <p>A table is rebuilt when two thirds of its slots are used, or when it has more removed entries than live ones. A rebuild
 * copies 1/256 of the set; the whole set is never resized at once.
 */
final class InfoHashSet {

    private static final int TABLE_BITS = 8;
    private static final VarHandle TABLES = MethodHandles.arrayElementVarHandle(InfoHashTable[].class);

    private final KeyedHash secret;
    private final InfoHashTable[] tables = new InfoHashTable[1 << TABLE_BITS];
    private volatile int size;

    InfoHashSet(KeyedHash secret) {
        this.secret = secret;
        Arrays.fill(tables, InfoHashTable.EMPTY_TABLE);
    }

    /** The number of info hashes. */
    int size() {
        return size;
    }

    /** Whether {@code infoHash} is in the set. Wait-free. */
    boolean contains(InfoHash infoHash) {
        return contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Does the same for the three words of an info hash. */
    boolean contains(long high, long middle, int low) {
        long hash = secret.of(high, middle, low);
        return table(index(hash)).contains(hash, high, middle, low);
    }

    /** Adds {@code infoHash}; returns whether it was absent. */
    synchronized boolean add(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int index = index(hash);
        InfoHashTable table = tables[index];
        int slot = table.find(hash, infoHash);
        if (table.isLive(slot)) {
            return false;
        }
        if (table.isEmpty(slot) && table.isFull()) {
            table = table.rebuilt(secret, 1);
            table.add(hash, infoHash, table.find(hash, infoHash));
            TABLES.setVolatile(tables, index, table);
        } else {
            table.add(hash, infoHash, slot);
        }
        addToSize(1);
        return true;
    }

    /** Removes {@code infoHash}; returns whether it was present. */
    synchronized boolean remove(InfoHash infoHash) {
        long hash = secret.of(infoHash);
        int index = index(hash);
        InfoHashTable table = tables[index];
        int slot = table.find(hash, infoHash);
        if (!table.isLive(slot)) {
            return false;
        }
        table.remove(slot);
        if (table.isMostlyRemoved()) {
            TABLES.setVolatile(tables, index, table.rebuilt(secret, 0));
        }
        addToSize(-1);
        return true;
    }

    /** Passes every info hash to {@code action}; concurrent changes may be missed. Takes no lock. */
    void forEach(Consumer<InfoHash> action) {
        for (int index = 0; index < tables.length; index++) {
            table(index).forEach(action);
        }
    }

    /** The size of the tables in bytes, including object headers. */
    long heldBytes() {
        long bytes = 0;
        for (int index = 0; index < tables.length; index++) {
            bytes += Integer.BYTES + table(index).heldBytes();
        }
        return bytes;
    }

    private InfoHashTable table(int index) {
        return (InfoHashTable) TABLES.getVolatile(tables, index);
    }

    /** Changes the size; called with the lock only. */
    private void addToSize(int change) {
        int before = size;
        size = before + change;
    }

    /** The index of the table: the upper bits of the hash; the table uses the others. */
    private static int index(long hash) {
        return (int) (hash >>> (Long.SIZE - TABLE_BITS));
    }
}
