package dev.herald.admin.torrust;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.swarm.TorrentVisitor;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * All torrents in the order of their hashes, from a source that shows them in any order, in memory that does not depend on
 * how many there are: each round goes through all of them and keeps the few that come next.
 */
final class OrderedTorrents {

    /** How many are kept in a round: some megabytes, and a list of a million is made in about thirty rounds. */
    static final int MOST_KEPT = 1 << 15;

    private record Torrent(InfoHash infoHash, SwarmCounts counts) {}

    private final Consumer<TorrentVisitor> source;
    private final int mostKept;

    /**
     * Orders what {@code source} shows.
     *
     * @param source shows all torrents to a visitor, whenever it is asked to
     */
    OrderedTorrents(Consumer<TorrentVisitor> source) {
        this(source, MOST_KEPT);
    }

    OrderedTorrents(Consumer<TorrentVisitor> source, int mostKept) {
        this.source = source;
        this.mostKept = mostKept;
    }

    /** Shows {@code limit} torrents to {@code visitor} after leaving out {@code offset}, in order. */
    void show(long offset, long limit, TorrentVisitor visitor) {
        long last = offset + limit;
        Optional<InfoHash> after = Optional.empty();
        for (long position = 0; position < last; ) {
            int wanted = (int) Math.min(mostKept, last - position);
            Deque<Torrent> next = smallest(after, wanted);
            boolean end = next.size() < wanted;
            while (!next.isEmpty()) {
                Torrent torrent = next.pop();
                after = Optional.of(torrent.infoHash);
                if (position++ >= offset) {
                    visitor.visit(torrent.infoHash, torrent.counts);
                }
            }
            if (end) {
                return;
            }
        }
    }

    private Deque<Torrent> smallest(Optional<InfoHash> after, int wanted) {
        PriorityQueue<Torrent> kept =
                new PriorityQueue<>(Comparator.comparing(Torrent::infoHash).reversed());
        source.accept((infoHash, counts) -> {
            if (after.isPresent() && infoHash.compareTo(after.get()) <= 0) {
                return;
            }
            if (kept.size() == wanted) {
                if (infoHash.compareTo(kept.element().infoHash) >= 0) {
                    return;
                }
                kept.remove();
            }
            kept.add(new Torrent(infoHash, counts));
        });
        Deque<Torrent> ordered = new ArrayDeque<>(kept.size());
        while (!kept.isEmpty()) {
            ordered.push(kept.remove());
        }
        return ordered;
    }
}
