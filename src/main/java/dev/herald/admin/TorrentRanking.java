package dev.herald.admin;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.swarm.TorrentVisitor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/**
 * Selects one page of the torrents in some order during a scan of all of them, in memory for one page. Equal torrents are ordered by
 * their info hash, so that every torrent has one position.
 */
public final class TorrentRanking implements TorrentVisitor {

    public enum Sort {
        SEEDERS,
        LEECHERS,
        COMPLETED,
        HASH,
        /** By the last announce; torrents without peers have none. */
        ANNOUNCED;

        public static final List<String> NAMES = List.of("seeders", "leechers", "completed", "hash", "announced");

        /** The key of one of {@link #NAMES}. */
        public static Sort of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        private long value(SwarmCounts counts) {
            return switch (this) {
                case SEEDERS -> counts.complete();
                case LEECHERS -> counts.incomplete();
                case COMPLETED -> counts.downloaded();
                case HASH, ANNOUNCED -> 0;
            };
        }
    }

    /** A torrent of the page. */
    public record Row(long value, InfoHash infoHash, SwarmCounts counts) {}

    /** The position after a torrent, which may not exist any more. */
    public record Position(long value, InfoHash infoHash) {}

    private final Sort sort;
    private final ToLongFunction<InfoHash> announced;
    private final boolean descending;
    private final InfoHash first;
    private final InfoHash last;
    private final List<Position> after;
    private final int limit;
    private final Comparator<Row> order;
    private final PriorityQueue<Row> page;

    /**
     * A page of at most {@code limit} torrents.
     *
     * @param prefix only torrents whose info hash begins with these hexadecimal digits, at most 40
     * @param after the position before the page; empty for the first page
     */
    public TorrentRanking(Sort sort, boolean descending, String prefix, List<Position> after, int limit) {
        this(sort, descending, prefix, after, limit, infoHash -> 0);
    }

    /** @param announced the second of the last announce of a torrent, for {@link Sort#ANNOUNCED} */
    public TorrentRanking(
            Sort sort,
            boolean descending,
            String prefix,
            List<Position> after,
            int limit,
            ToLongFunction<InfoHash> announced) {
        this.sort = sort;
        this.announced = announced;
        this.descending = descending;
        this.first = InfoHash.ofHex(prefix + "0".repeat(2 * InfoHash.BYTES - prefix.length()));
        this.last = InfoHash.ofHex(prefix + "f".repeat(2 * InfoHash.BYTES - prefix.length()));
        this.after = List.copyOf(after);
        this.limit = limit;
        this.order = (a, b) -> compare(a.value, a.infoHash, b.value, b.infoHash);
        // The head is the last row, which is evicted first. One row more than the limit shows whether there is a next
        // page.
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
        long value = sort == Sort.ANNOUNCED ? announced.applyAsLong(infoHash) : sort.value(counts);
        for (Position position : after) {
            if (compare(value, infoHash, position.value, position.infoHash) <= 0) {
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

    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(page);
        rows.sort(order);
        return rows.subList(0, Math.min(limit, rows.size()));
    }

    public boolean hasNext() {
        return page.size() > limit;
    }
}
