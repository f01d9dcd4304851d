package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.util.Arrays;

/**
 * The torrents of one shard: a dense list of records in pages, and an index by info hash. A record has {@value #WITH_SWARM} words,
 * or {@value #COUNT_ONLY} in a table of download counts only. The last torrent takes the place of one that is removed.
 *
 * <pre>
 *   0  info hash, bytes 0 to 7
 *   1  info hash, bytes 8 to 15
 *   2  info hash, bytes 16 to 19 | downloaded
 *   3  IPv4 peers: {@link SmallPeers#state}, or the number of the large swarm in its {@link Shard}
 *   4  IPv6 peers: {@link SmallPeers#state}
 *   5  {@link Swarm#oldest} | flags: large swarm, or {@link Swarm#duplicates}, one byte per group
 * </pre>
 */
final class TorrentTable {

    /** Words of a torrent with a swarm. */
    static final int WITH_SWARM = 6;

    /** Words of a torrent with a download count only. */
    static final int COUNT_ONLY = 3;

    private static final int PAGE = 64;
    private static final int PAGE_BITS = 6;

    private final KeyedHasher hasher;
    private final int words;
    private final int maxTorrents;
    final SlotIndex index = new SlotIndex(this::hash);
    private long[][] pages = {};
    private int size;

    TorrentTable(KeyedHasher hasher, int words, int maxTorrents) {
        this.hasher = hasher;
        this.words = words;
        this.maxTorrents = maxTorrents;
    }

    boolean full() {
        return size >= maxTorrents;
    }

    int size() {
        return size;
    }

    /** The position of a torrent, or -1. */
    int find(int hash, InfoHash infoHash) {
        return find(hash, infoHash.high(), infoHash.middle(), infoHash.low());
    }

    int find(int hash, long high, long middle, int low) {
        for (int slot = index.first(hash); slot >= 0; slot = index.next(hash, slot)) {
            int torrent = index.position(hash, slot);
            long[] page = page(torrent);
            int at = offset(torrent);
            if (page[at] == high && page[at + 1] == middle && (int) (page[at + 2] >>> 32) == low) {
                return torrent;
            }
        }
        return -1;
    }

    /** Adds a torrent without peers; the table must not be {@link #full}. */
    int add(int hash, InfoHash infoHash) {
        int torrent = size;
        if (torrent >>> PAGE_BITS == pages.length) {
            pages = Allocation.append(pages, Allocation.array(long[]::new, PAGE * words));
        }
        index.reserve(hash);
        long[] page = page(torrent);
        int at = offset(torrent);
        page[at] = infoHash.high();
        page[at + 1] = infoHash.middle();
        page[at + 2] = (long) infoHash.low() << 32;
        Arrays.fill(page, at + 3, at + words, 0);
        index.add(hash, torrent);
        size++;
        return torrent;
    }

    void remove(int torrent) {
        int last = size - 1;
        int hash = hash(torrent);
        index.remove(hash, torrent);
        if (torrent != last) {
            index.move(hash(last), last, torrent);
            System.arraycopy(page(last), offset(last), page(torrent), offset(torrent), words);
        }
        size--;
        index.trim(hash);
        if (pages.length > 0 && (size == 0 || pages.length * PAGE - size > PAGE + PAGE / 2)) {
            pages = Allocation.copy(pages, pages.length - 1);
        }
    }

    InfoHash infoHash(int torrent) {
        long[] page = page(torrent);
        int at = offset(torrent);
        return new InfoHash(page[at], page[at + 1], (int) (page[at + 2] >>> 32));
    }

    int downloaded(int torrent) {
        return (int) page(torrent)[offset(torrent) + 2];
    }

    void downloaded(int torrent, int downloaded) {
        int word = offset(torrent) + 2;
        page(torrent)[word] = (page(torrent)[word] & 0xffff_ffff_0000_0000L) | (downloaded & 0xffff_ffffL);
    }

    long state(int torrent, Family family) {
        return page(torrent)[offset(torrent) + 3 + family.ordinal()];
    }

    void state(int torrent, Family family, long state) {
        page(torrent)[offset(torrent) + 3 + family.ordinal()] = state;
    }

    int oldest(int torrent) {
        return (int) (page(torrent)[offset(torrent) + 5] >>> 32);
    }

    int flags(int torrent) {
        return (int) page(torrent)[offset(torrent) + 5];
    }

    void oldestAndFlags(int torrent, int oldest, int flags) {
        page(torrent)[offset(torrent) + 5] = ((long) oldest << 32) | (flags & 0xffff_ffffL);
    }

    int hash(int torrent) {
        long[] page = page(torrent);
        int at = offset(torrent);
        return (int) hasher.hash(page[at], page[at + 1], (int) (page[at + 2] >>> 32));
    }

    private long[] page(int torrent) {
        return pages[torrent >>> PAGE_BITS];
    }

    private int offset(int torrent) {
        return (torrent & (PAGE - 1)) * words;
    }
}
