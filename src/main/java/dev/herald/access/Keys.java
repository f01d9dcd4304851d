package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Until when which key is valid. Every announce of a private tracker asks it, and waits for nobody.
 *
 * <p>A map from keys to numbers would be six objects away from its answer, and each may be a miss of the cache. Like
 * {@link InfoHashSet} this is made of small tables that are made anew aside, half to two thirds full, whose slots keep their
 * keys. There is no secret in the hash: a search is long only where many keys were put that collide, and the operator puts
 * them.
 */
final class Keys {

    /** The answer for a key that nobody has. */
    static final long NOBODYS = Long.MIN_VALUE;

    static final int TABLE_BITS = 6;

    private final AtomicReferenceArray<KeyTable> tables;
    private volatile int size;

    Keys() {
        KeyTable[] empty = new KeyTable[1 << TABLE_BITS];
        Arrays.fill(empty, KeyTable.NOTHING);
        tables = new AtomicReferenceArray<>(empty);
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The last second since 1970 in which {@code key} is valid, or {@link #NOBODYS}. */
    long validUntil(AccessKey key) {
        int hash = hash(key);
        return tables.get(number(hash)).validUntil(hash, key.text());
    }

    /** Makes a key valid until that second. */
    synchronized void put(AccessKey key, long validUntil) {
        int hash = hash(key);
        KeyTable table = tables.get(number(hash));
        int slot = table.find(hash, key.text());
        resize(table.isLive(slot) ? 0 : 1);
        if (table.isEmpty(slot) && table.isFull()) {
            KeyTable renewed = table.renewed(1);
            renewed.put(hash, key.text(), renewed.find(hash, key.text()), Math.max(validUntil, NOBODYS + 1));
            tables.set(number(hash), renewed);
        } else {
            table.put(hash, key.text(), slot, Math.max(validUntil, NOBODYS + 1));
        }
    }

    /** Takes a key away. */
    synchronized void remove(AccessKey key) {
        int hash = hash(key);
        KeyTable table = tables.get(number(hash));
        int slot = table.find(hash, key.text());
        if (table.isLive(slot)) {
            table.remove(slot);
            resize(-1);
            if (table.isMostlyGone()) {
                tables.set(number(hash), table.renewed(0));
            }
        }
    }

    /** Only writers change it, one at a time. */
    private void resize(int change) {
        int now = size;
        size = now + change;
    }

    /** Never 0, which marks an empty slot. The multiplication spreads what strings of one length have in common. */
    private static int hash(AccessKey key) {
        return (key.text().hashCode() * 0x9E3779B1) | 1;
    }

    private static int number(int hash) {
        return hash >>> (Integer.SIZE - TABLE_BITS);
    }
}
