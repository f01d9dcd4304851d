package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import java.util.List;

/**
 * The download counts of one shard that outlive their swarms and the process, if they are to: counts of torrents without a
 * swarm, and completions that have not been written down yet, some 31 bytes a torrent.
 *
 * <p>Completions are kept by torrent, not one by one, so that their number is bounded while the database is away.
 */
final class Downloads {

    private final boolean kept;
    private final DownloadCap cap;
    private final PastDownloads past;
    private final TorrentTable completions;

    /** The day of the last announce or cleaning. */
    private short today;

    /** Completions of a torrent. */
    record Completed(InfoHash infoHash, int count) {}

    Downloads(KeyedHasher secret, boolean kept, DownloadCap cap, int most) {
        this.kept = kept;
        this.cap = cap;
        past = new PastDownloads(secret, most);
        completions = new TorrentTable(secret, TorrentTable.COUNT_ONLY, most);
    }

    /** Whether counts outlive their swarms. */
    boolean kept() {
        return kept;
    }

    /** The torrents without a swarm. */
    PastDownloads past() {
        return past;
    }

    /** Tells the time. */
    void now(int second) {
        today = PastDownloads.day(second);
    }

    /** The count of a torrent without a swarm; 0 if it has none. */
    int past(int hash, InfoHash infoHash) {
        return past(hash, infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is three numbers. */
    int past(int hash, long high, long middle, int low) {
        int torrent = past.table().find(hash, high, middle, low);
        return torrent < 0 ? 0 : past.table().downloaded(torrent);
    }

    /** A torrent was announced that gets no swarm. */
    void announced(int hash, long high, long middle, int low) {
        int torrent = past.table().find(hash, high, middle, low);
        if (torrent >= 0) {
            past.announced(torrent, today);
        }
    }

    /** Keeps the count of a torrent whose swarm goes; false if the shard has no place for one more, and then it is lost. */
    boolean keep(int hash, InfoHash infoHash, int count) {
        if (past.add(hash, infoHash, count, today)) {
            return true;
        }
        cap.lose();
        return false;
    }

    /** The count of a torrent that gets a swarm now, which keeps the count from here on. */
    int take(int hash, InfoHash infoHash) {
        int torrent = past.table().find(hash, infoHash);
        if (torrent < 0) {
            return 0;
        }
        int count = past.table().downloaded(torrent);
        past.remove(torrent);
        return count;
    }

    /**
     * Adds to the count of a torrent without a swarm, if there is room for it.
     *
     * @return what was added
     */
    int restore(int hash, InfoHash infoHash, int count, int second) {
        int before = past(hash, infoHash);
        if (before == 0 && !cap.gain(infoHash)) {
            return 0;
        }
        if (!past.add(hash, infoHash, count, PastDownloads.day(second))) {
            cap.lose();
            return 0;
        }
        return sum(before, count) - before;
    }

    /**
     * Whether a completion of a torrent may be counted.
     *
     * @param before the count that it has
     */
    boolean mayCount(InfoHash infoHash, int before) {
        return !kept || (!completions.full() && (before > 0 || cap.gain(infoHash)));
    }

    /**
     * Forgets the count of a torrent that has no swarm and was last announced so many days ago or before that.
     *
     * @return the count; 0 if there is none or it stays
     */
    int forget(int hash, InfoHash infoHash, int second, int days) {
        int torrent = past.table().find(hash, infoHash);
        if (torrent < 0 || past.daysAgo(torrent, PastDownloads.day(second)) < days) {
            return 0;
        }
        int count = past.table().downloaded(torrent);
        past.remove(torrent);
        cap.lose();
        return count;
    }

    /** Remembers a completion that is to be written down. */
    void completed(int hash, InfoHash infoHash) {
        if (kept) {
            int torrent = completions.find(hash, infoHash);
            if (torrent < 0) {
                torrent = completions.add(hash, infoHash);
            }
            completions.downloaded(torrent, sum(completions.downloaded(torrent), 1));
        }
    }

    /** Takes out the completions of up to {@code most} torrents. */
    void drain(int most, List<Completed> to) {
        for (int i = 0; i < most && completions.size() > 0; i++) {
            int last = completions.size() - 1;
            to.add(new Completed(completions.infoHash(last), completions.downloaded(last)));
            completions.remove(last);
        }
    }

    long heldBytes() {
        return past.heldBytes() + completions.heldBytes();
    }

    /** The sum of two counts, or the greatest that there is. */
    static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
