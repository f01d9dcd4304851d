package dev.herald.swarm;

import java.util.Arrays;

/**
 * {@link SharedPeerIds} of a large swarm: a dense list of records in pages, and an index by fingerprint. A record is the fingerprint, the
 * six numbers of peers and the two of completions.
 */
final class IndexedSharedPeerIds extends SharedPeerIds {

    private static final int WORDS = 9;
    private static final int PEERS = 1;
    private static final int COMPLETED = 7;
    private static final int PAGE = 64;
    private static final int PAGE_BITS = 6;

    private final SlotIndex index = new SlotIndex(position -> KeyedHasher.spread(fingerprint(position)));
    private int[][] pages = {};
    private int size;

    /** The record of the id that was loaded, or {@link #size} if it has none. */
    private int loaded;

    @Override
    boolean load(int fingerprint) {
        loaded = size == 0 ? -1 : find(fingerprint);
        if (loaded < 0) {
            loaded = size;
            Arrays.fill(peers, 0);
            Arrays.fill(completed, 0);
            return false;
        }
        int[] page = page(loaded);
        System.arraycopy(page, at(loaded) + PEERS, peers, 0, peers.length);
        System.arraycopy(page, at(loaded) + COMPLETED, completed, 0, completed.length);
        return true;
    }

    private int find(int fingerprint) {
        int hash = KeyedHasher.spread(fingerprint);
        for (int slot = index.first(hash); slot >= 0; slot = index.next(hash, slot)) {
            int position = index.position(hash, slot);
            if (fingerprint(position) == fingerprint) {
                return position;
            }
        }
        return -1;
    }

    @Override
    void store(int fingerprint) {
        if (isEmpty()) {
            remove(loaded);
            return;
        }
        boolean added = loaded == size;
        if (added) {
            reserve(fingerprint);
            page(loaded)[at(loaded)] = fingerprint;
            index.add(KeyedHasher.spread(fingerprint), loaded);
            size++;
        }
        int[] page = page(loaded);
        System.arraycopy(peers, 0, page, at(loaded) + PEERS, peers.length);
        System.arraycopy(completed, 0, page, at(loaded) + COMPLETED, completed.length);
    }

    @Override
    void reserve(int fingerprint) {
        if (size >>> PAGE_BITS == pages.length) {
            int[] page = Allocation.ints(PAGE * WORDS);
            int[][] more = Allocation.copy(pages, pages.length + 1);
            more[pages.length] = page;
            pages = more;
        }
        index.reserve(KeyedHasher.spread(fingerprint));
    }

    /** The last record takes the place of the one that is removed. */
    private void remove(int position) {
        int last = size - 1;
        index.remove(KeyedHasher.spread(fingerprint(position)), position);
        if (position != last) {
            index.move(KeyedHasher.spread(fingerprint(last)), last, position);
            System.arraycopy(page(last), at(last), page(position), at(position), WORDS);
        }
        size--;
    }

    @Override
    void trim(int fingerprint) {
        index.trim(KeyedHasher.spread(fingerprint));
        if (pages.length * PAGE - size > PAGE + PAGE / 2) {
            pages = Allocation.copy(pages, pages.length - 1);
        }
    }

    @Override
    void adopt(Peers list) {
        for (int i = 0; i < list.size(); i++) {
            long word = list.word(i);
            if (PeerWord.state(word) == PeerWord.SHARED) {
                load(PeerWord.fingerprint(word));
                add(list.family, list.group(i), 1);
                completed[list.family.ordinal()] += PeerWord.counted(word) ? 1 : 0;
                store(PeerWord.fingerprint(word));
            }
        }
    }

    int size() {
        return size;
    }

    @Override
    long heldBytes() {
        return index.heldBytes() + (long) pages.length * PAGE * WORDS * Integer.BYTES;
    }

    private int fingerprint(int position) {
        return page(position)[at(position)];
    }

    private int[] page(int position) {
        return pages[position >>> PAGE_BITS];
    }

    private static int at(int position) {
        return (position & (PAGE - 1)) * WORDS;
    }
}
