package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Torrents of one shard: a dense list of records in pages, and an index by info hash. A record has
 * {@value #WITH_SWARM} words, or {@value #COUNT_ONLY} in a table of mere download counts.
 *
 * <pre>
 *   0  info hash, bytes 0 to 7
 *   1  info hash, bytes 8 to 15
 *   2  info hash, bytes 16 to 19 | downloaded
 *   3  IPv4 peers: state of {@link SmallPeers}, or the number of the large swarm
 *   4  IPv6 peers: state of {@link SmallPeers}
 *   5  no peer was seen before this second | large swarm? | shadowed downloaders, partial seeds, seeders (see {@link Swarm})
 * </pre>
 *
 * <p>A torrent that is removed leaves its place to the last one.
 */
final class TorrentTable {

    /** Words of a torrent with its swarm. */
    static final int WITH_SWARM = 6;

    /** Words of a torrent of which only the download count is known. */
    static final int COUNT_ONLY = 3;

    private static final int PAGE = 64;
    private static final int PAGE_BITS = 6;

    private final KeyedHasher secret;
    private final int words;
    private final int most;
    private final SlotIndex index = new SlotIndex(this::hash);
    private long[][] pages = {};
    private int size;

    /** For up to {@code most} torrents. */
    TorrentTable(KeyedHasher secret, int words, int most) {
        this.secret = secret;
        this.words = words;
        this.most = most;
    }

    /** Whether no torrent can be added. */
    boolean full() {
        return size >= most;
    }

    int size() {
        return size;
    }

    /** The torrent with that info hash, or -1. */
    int find(int hash, InfoHash infoHash) {
        return find(hash, infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is kept as three numbers. */
    int find(int hash, long high, long middle, int low) {
        for (int slot = index.first(hash); slot >= 0; slot = index.next(hash, slot)) {
            int torrent = index.position(hash, slot);
            long[] page = page(torrent);
            int at = at(torrent);
            if (page[at] == high && page[at + 1] == middle && (int) (page[at + 2] >>> 32) == low) {
                return torrent;
            }
        }
        return -1;
    }

    /** The torrent with that info hash or another of that hash, or -1. */
    int guess(int hash) {
        return index.guess(hash);
    }

    /** Adds a torrent without peers, if the table is not {@link #full}. */
    int add(int hash, InfoHash infoHash) {
        int torrent = size;
        if (torrent >>> PAGE_BITS == pages.length) {
            long[] page = Allocation.longs(PAGE * words);
            long[][] more = Allocation.copy(pages, pages.length + 1);
            more[pages.length] = page;
            pages = more;
        }
        index.reserve(hash);
        long[] page = page(torrent);
        int at = at(torrent);
        page[at] = infoHash.high();
        page[at + 1] = infoHash.middle();
        page[at + 2] = (long) infoHash.low() << 32;
        Arrays.fill(page, at + 3, at + words, 0);
        index.add(hash, torrent);
        size++;
        return torrent;
    }

    /** Removes a torrent; the last one takes its place. */
    void remove(int torrent) {
        int last = size - 1;
        int hash = hash(torrent);
        index.remove(hash, torrent);
        if (torrent != last) {
            index.move(hash(last), last, torrent);
            System.arraycopy(page(last), at(last), page(torrent), at(torrent), words);
        }
        size--;
        index.trim(hash);
        if (pages.length > 0 && (size == 0 || pages.length * PAGE - size > PAGE + PAGE / 2)) {
            pages = Allocation.copy(pages, pages.length - 1);
        }
    }

    InfoHash infoHash(int torrent) {
        long[] page = page(torrent);
        int at = at(torrent);
        return new InfoHash(page[at], page[at + 1], (int) (page[at + 2] >>> 32));
    }

    /** See {@link SlotIndex#sliceEnd}. */
    long sliceEnd(long from) {
        return index.sliceEnd(from);
    }

    /** See {@link SlotIndex#slice}. */
    void slice(long from, long end, IntConsumer visitor) {
        index.slice(from, end, visitor);
    }

    int downloaded(int torrent) {
        return (int) page(torrent)[at(torrent) + 2];
    }

    void downloaded(int torrent, int downloaded) {
        int word = at(torrent) + 2;
        page(torrent)[word] = (page(torrent)[word] & 0xffff_ffff_0000_0000L) | (downloaded & 0xffff_ffffL);
    }

    long state(int torrent, Family family) {
        return page(torrent)[at(torrent) + 3 + family.ordinal()];
    }

    void state(int torrent, Family family, long state) {
        page(torrent)[at(torrent) + 3 + family.ordinal()] = state;
    }

    int oldest(int torrent) {
        return (int) (page(torrent)[at(torrent) + 5] >>> 32);
    }

    /** The lower half of word 5. */
    int marks(int torrent) {
        return (int) page(torrent)[at(torrent) + 5];
    }

    void oldestAndMarks(int torrent, int oldest, int marks) {
        page(torrent)[at(torrent) + 5] = ((long) oldest << 32) | (marks & 0xffff_ffffL);
    }

    long heldBytes() {
        return index.heldBytes() + (long) pages.length * PAGE * words * Long.BYTES;
    }

    int hash(int torrent) {
        long[] page = page(torrent);
        int at = at(torrent);
        return (int) secret.hash(page[at], page[at + 1], (int) (page[at + 2] >>> 32));
    }

    private long[] page(int torrent) {
        return pages[torrent >>> PAGE_BITS];
    }

    private int at(int torrent) {
        return (torrent & (PAGE - 1)) * words;
    }
}
