package dev.herald.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One table of {@link Keys}: open addressing with linear probing. A slot keeps its key for as long as the table lives; a key
 * that is gone has {@link Keys#NOBODYS} for its time.
 */
final class KeyTable {

    /** One slot that stays empty. */
    static final KeyTable NOTHING = new KeyTable(1);

    private static final VarHandle HASHES = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle TIMES = MethodHandles.arrayElementVarHandle(long[].class);

    /** 0 for an empty slot; what makes a slot visible, so it is written last. */
    private final int[] hashes;

    private final String[] texts;
    private final long[] times;

    /** Slots that are not empty, and those that are live; for writers only. */
    private int used;

    private int live;

    private KeyTable(int slots) {
        hashes = new int[slots];
        texts = new String[slots];
        times = new long[slots];
    }

    long validUntil(int hash, String text) {
        int slot = home(hash);
        while (true) {
            int found = (int) HASHES.getVolatile(hashes, slot);
            if (found == hash && texts[slot].equals(text)) {
                return (long) TIMES.getVolatile(times, slot);
            }
            if (found == 0) {
                return Keys.NOBODYS;
            }
            slot = next(slot);
        }
    }

    /** The slot of a key, live or gone, or the empty one where it belongs. This and the rest is for writers. */
    int find(int hash, String text) {
        int slot = home(hash);
        while (hashes[slot] != 0 && (hashes[slot] != hash || !texts[slot].equals(text))) {
            slot = next(slot);
        }
        return slot;
    }

    boolean isEmpty(int slot) {
        return hashes[slot] == 0;
    }

    boolean isLive(int slot) {
        return hashes[slot] != 0 && times[slot] != Keys.NOBODYS;
    }

    /** Whether no empty slot may be used any more: every search ends at one. */
    boolean isFull() {
        return used + 1 > hashes.length * 2 / 3;
    }

    boolean isMostlyGone() {
        return used > 2 * live;
    }

    /** Gives the key in the slot that {@link #find} gave a time. */
    void put(int hash, String text, int slot, long validUntil) {
        live += isLive(slot) ? 0 : 1;
        TIMES.setVolatile(times, slot, validUntil);
        if (hashes[slot] == 0) {
            texts[slot] = text;
            used++;
            HASHES.setVolatile(hashes, slot, hash);
        }
    }

    void remove(int slot) {
        TIMES.setVolatile(times, slot, Keys.NOBODYS);
        live--;
    }

    /** A table of what is live in this one, half full with {@code more}. */
    KeyTable renewed(int more) {
        if (live + more == 0) {
            return NOTHING;
        }
        KeyTable table = new KeyTable(2 * (live + more) + 1);
        for (int slot = 0; slot < hashes.length; slot++) {
            if (isLive(slot)) {
                table.put(hashes[slot], texts[slot], table.find(hashes[slot], texts[slot]), times[slot]);
            }
        }
        return table;
    }

    /** The upper bits chose the table. */
    private int home(int hash) {
        return (int) ((((hash << Keys.TABLE_BITS) & 0xffff_ffffL) * hashes.length) >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == hashes.length ? 0 : slot + 1;
    }
}
