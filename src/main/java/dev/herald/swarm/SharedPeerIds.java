package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import java.util.Arrays;

/**
 * Counts the peers of a swarm that share a peer id with another peer of their family: some clients ship one id for all, and strangers
 * may choose any. Which of them are the same client as one of the other family cannot be determined. So they are counted by peer id,
 * and the family with more of them counts for both; IPv4 if they are equal.
 *
 * <p>An id is shared from the second peer of a family on until the last peer of either family has left.
 */
abstract class SharedPeerIds {

    private static final int GROUPS = 3;

    /** After {@link #load}: peers with the id, by family and group. */
    final int[] peers = new int[2 * GROUPS];

    /** After {@link #load}: peers with the id, by family, that have completed the download. */
    final int[] completed = new int[2];

    /** Loads the counts of an id; returns false, and zeros, if it is not shared. */
    abstract boolean load(int fingerprint);

    /** Stores the counts of the loaded id. A new id has been {@linkplain #reserve reserved}. */
    void store(int fingerprint) {}

    /** Allocates what the {@link #store} of a new id needs. */
    void reserve(int fingerprint) {}

    /** Returns unused memory after {@link #store}. */
    void trim(int fingerprint) {}

    /** Counts the sharing peers of a list whose swarm begins. */
    void addAll(Peers list) {}

    final int count(Family family, int group) {
        return peers[family.ordinal() * GROUPS + group];
    }

    final void add(Family family, int group, int change) {
        peers[family.ordinal() * GROUPS + group] += change;
    }

    final void addPeer(Peers list, int position) {
        add(list.family, list.group(position), 1);
        completed[list.family.ordinal()] += Peers.counted(list.word(position)) ? 1 : 0;
    }

    /** The family whose peers are not counted. */
    final Family lesser() {
        return size(Family.IPV4) < size(Family.IPV6) ? Family.IPV4 : Family.IPV6;
    }

    private int size(Family family) {
        int first = family.ordinal() * GROUPS;
        return peers[first] + peers[first + 1] + peers[first + 2];
    }

    final boolean isEmpty() {
        return size(Family.IPV4) + size(Family.IPV6) == 0;
    }

    final void clear() {
        Arrays.fill(peers, 0);
        Arrays.fill(completed, 0);
    }

    /** For a small swarm: stores nothing and scans all peers. */
    static final class Scanned extends SharedPeerIds {

        private final Peers ipv4;
        private final Peers ipv6;

        Scanned(Peers ipv4, Peers ipv6) {
            this.ipv4 = ipv4;
            this.ipv6 = ipv6;
        }

        @Override
        boolean load(int fingerprint) {
            clear();
            scan(ipv4, fingerprint);
            scan(ipv6, fingerprint);
            return !isEmpty();
        }

        private void scan(Peers list, int fingerprint) {
            for (int i = 0; i < list.size(); i++) {
                long word = list.word(i);
                if (Peers.fingerprint(word) == fingerprint && Peers.state(word) == Peers.SHARED) {
                    addPeer(list, i);
                }
            }
        }
    }

    /**
     * For a large swarm: a dense list of records in pages and an index by fingerprint. A record is the fingerprint, six counts of peers
     * and two of completions.
     */
    static final class Indexed extends SharedPeerIds {

        private static final int WORDS = 9;
        private static final int PEERS = 1;
        private static final int COMPLETED = 7;
        private static final int PAGE = 64;
        private static final int PAGE_BITS = 6;

        private final SlotIndex index = new SlotIndex(position -> KeyedHasher.spread(fingerprint(position)));
        private int[][] pages = {};
        int size;

        /** The record of the loaded id, or {@link #size} if it has none. */
        private int loaded;

        @Override
        boolean load(int fingerprint) {
            loaded = size == 0 ? -1 : find(fingerprint);
            if (loaded < 0) {
                loaded = size;
                clear();
                return false;
            }
            int[] page = page(loaded);
            System.arraycopy(page, offset(loaded) + PEERS, peers, 0, peers.length);
            System.arraycopy(page, offset(loaded) + COMPLETED, completed, 0, completed.length);
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
            if (loaded == size) {
                reserve(fingerprint);
                page(loaded)[offset(loaded)] = fingerprint;
                index.add(KeyedHasher.spread(fingerprint), loaded);
                size++;
            }
            int[] page = page(loaded);
            System.arraycopy(peers, 0, page, offset(loaded) + PEERS, peers.length);
            System.arraycopy(completed, 0, page, offset(loaded) + COMPLETED, completed.length);
        }

        @Override
        void reserve(int fingerprint) {
            if (size >>> PAGE_BITS == pages.length) {
                pages = Allocation.append(pages, Allocation.array(int[]::new, PAGE * WORDS));
            }
            index.reserve(KeyedHasher.spread(fingerprint));
        }

        private void remove(int position) {
            int last = size - 1;
            index.remove(KeyedHasher.spread(fingerprint(position)), position);
            if (position != last) {
                index.move(KeyedHasher.spread(fingerprint(last)), last, position);
                System.arraycopy(page(last), offset(last), page(position), offset(position), WORDS);
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
        void addAll(Peers list) {
            for (int i = 0; i < list.size(); i++) {
                long word = list.word(i);
                if (Peers.state(word) == Peers.SHARED) {
                    load(Peers.fingerprint(word));
                    addPeer(list, i);
                    store(Peers.fingerprint(word));
                }
            }
        }

        private int fingerprint(int position) {
            return page(position)[offset(position)];
        }

        private int[] page(int position) {
            return pages[position >>> PAGE_BITS];
        }

        private static int offset(int position) {
            return (position & (PAGE - 1)) * WORDS;
        }
    }
}
