package dev.herald.admin.manage;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.swarm.TorrentVisitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Finds one page of the torrents in some order while all of them go by, and remembers no more of them than the page holds.
 * Torrents that are equal in that order stand by their hash, so that each has one place.
 */
final class TorrentRanking implements TorrentVisitor {

    /** What torrents are sorted by. */
    enum Sort {
        SEEDERS,
        LEECHERS,
        COMPLETED,
        HASH;

        static final List<String> WORDS = List.of("seeders", "leechers", "completed", "hash");

        static Sort of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        private long value(SwarmCounts counts) {
            return switch (this) {
                case SEEDERS -> counts.complete();
                case LEECHERS -> counts.incomplete();
                case COMPLETED -> counts.downloaded();
                case HASH -> 0;
            };
        }
    }

    /** A torrent on the page. */
    record Row(long value, InfoHash infoHash, SwarmCounts counts) {}

    /** A place between torrents: behind one that need not exist any more. */
    record Place(long value, InfoHash infoHash) {}

    private final Sort sort;
    private final boolean descending;
    private final InfoHash first;
    private final InfoHash last;
    private final List<Place> after;
    private final int limit;
    private final Comparator<Row> order;
    private final PriorityQueue<Row> page;

    /**
     * A page of at most {@code limit} torrents.
     *
     * @param prefix the first hexadecimal digits of the hashes that are looked at, at most 40
     * @param after where the page begins; empty for the beginning
     */
    TorrentRanking(Sort sort, boolean descending, String prefix, List<Place> after, int limit) {
        this.sort = sort;
        this.descending = descending;
        this.first = InfoHash.ofHex(prefix + "0".repeat(2 * InfoHash.BYTES - prefix.length()));
        this.last = InfoHash.ofHex(prefix + "f".repeat(2 * InfoHash.BYTES - prefix.length()));
        this.after = List.copyOf(after);
        this.limit = limit;
        this.order = (a, b) -> compare(a.value, a.infoHash, b.value, b.infoHash);
        // The head is the row that goes when a better one comes; one more than the page tells whether there is a next.
        this.page = new PriorityQueue<>(limit + 1, order.reversed());
    }

    private int compare(long value, InfoHash infoHash, long otherValue, InfoHash otherInfoHash) {
        int byValue = Long.compare(value, otherValue);
        if (byValue != 0) {
            return descending ? -byValue : byValue;
        }
        int byHash = infoHash.compareTo(otherInfoHash);
        return descending && sort == Sort.HASH ? -byHash : byHash;
    }

    @Override
    public void visit(InfoHash infoHash, SwarmCounts counts) {
        if (infoHash.compareTo(first) < 0 || infoHash.compareTo(last) > 0) {
            return;
        }
        long value = sort.value(counts);
        for (Place place : after) {
            if (compare(value, infoHash, place.value, place.infoHash) <= 0) {
                return;
            }
        }
        if (page.size() > limit) {
            Row worst = page.element();
            if (compare(value, infoHash, worst.value, worst.infoHash) >= 0) {
                return;
            }
            page.remove();
        }
        page.add(new Row(value, infoHash, counts));
    }

    /** The rows in order. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>(page);
        rows.sort(order);
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    /** Whether torrents follow on the page. */
    boolean more() {
        return page.size() > limit;
    }
}
