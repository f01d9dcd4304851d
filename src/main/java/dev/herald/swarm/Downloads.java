package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;

/**
 * The download counts of one shard that outlive their swarms and the process, if they are to: counts of torrents without a
 * swarm, some 31 bytes each whatever their number, and completions that have not been written down yet.
 *
 * <p>Completions are kept by torrent, not one by one, so that their number is bounded while the database is away.
 */
final class Downloads {

    private final Secret secret;
    private final boolean kept;
    private final TorrentTable past;
    private TorrentTable completions;

    Downloads(Secret secret, boolean kept) {
        this.secret = secret;
        this.kept = kept;
        past = new TorrentTable(secret, TorrentTable.COUNT_ONLY);
        completions = new TorrentTable(secret, TorrentTable.COUNT_ONLY);
    }

    /** Whether counts outlive their swarms. */
    boolean kept() {
        return kept;
    }

    /** The torrents without a swarm. */
    TorrentTable past() {
        return past;
    }

    /** The count of a torrent without a swarm; 0 if it has none. */
    int past(int hash, InfoHash infoHash) {
        return past(hash, infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is three numbers. */
    int past(int hash, long high, long middle, int low) {
        int torrent = past.find(hash, high, middle, low);
        return torrent < 0 ? 0 : past.downloaded(torrent);
    }

    /** Adds to the count of a torrent without a swarm. */
    void keep(int hash, InfoHash infoHash, int count) {
        add(past, hash, infoHash, count);
    }

    /** The count of a torrent that gets a swarm now, which keeps the count from here on. */
    int take(int hash, InfoHash infoHash) {
        int torrent = past.find(hash, infoHash);
        if (torrent < 0) {
            return 0;
        }
        int count = past.downloaded(torrent);
        past.remove(torrent);
        return count;
    }

    /** Remembers completions that are to be written down. */
    void completed(int hash, InfoHash infoHash, int count) {
        if (kept) {
            add(completions, hash, infoHash, count);
        }
    }

    /** All completions since the last call; they belong to the caller. */
    TorrentTable drain() {
        TorrentTable drained = completions;
        completions = new TorrentTable(secret, TorrentTable.COUNT_ONLY);
        return drained;
    }

    long heldBytes() {
        return past.heldBytes() + completions.heldBytes();
    }

    private static void add(TorrentTable table, int hash, InfoHash infoHash, int count) {
        int torrent = table.find(hash, infoHash);
        if (torrent < 0) {
            torrent = table.add(hash, infoHash);
        }
        table.downloaded(torrent, sum(table.downloaded(torrent), count));
    }

    /** The sum of two counts, or the greatest that there is. */
    static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
