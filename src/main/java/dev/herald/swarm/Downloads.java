package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The download counts of one shard that outlive their swarms and the process, if {@link SwarmSettings#keepDownloads}: counts of
 * torrents without a swarm with the day of their last announce, some 33 bytes each, and completions that have not been written to
 * the database yet.
 *
 * <p>Completions are kept by torrent, not one by one, so that their number is bounded while the database is unavailable. Days are
 * numbers that wrap after 65,536 and are compared with a day at most half of that away.
 */
final class Downloads {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Whether counts outlive their swarms. */
    final boolean kept;

    /** The torrents without a swarm. */
    final TorrentTable inactive;

    private final TorrentTable completions;
    private final Cap cap;

    /** The days of the last announces by the position in {@link #inactive}. */
    private short[][] days = {};

    /** The day of the last announce to the shard, or of its last cleaning. */
    private short today;

    Downloads(KeyedHasher hasher, boolean kept, Cap cap, int maxTorrents) {
        this.kept = kept;
        this.cap = cap;
        inactive = new TorrentTable(hasher, TorrentTable.COUNT_ONLY, maxTorrents);
        completions = new TorrentTable(hasher, TorrentTable.COUNT_ONLY, maxTorrents);
    }

    void setTime(int second) {
        today = day(second);
    }

    private static short day(int second) {
        return (short) Math.floorDiv(second, SECONDS_PER_DAY);
    }

    /** How many days before {@code now} a torrent without a swarm was last announced; 0 if it was later. */
    int daysAgo(int torrent, int now) {
        return Math.max(0, (short) (day(now) - days[torrent >>> PAGE_BITS][torrent & (PAGE - 1)]));
    }

    private void setDay(int torrent, short day) {
        days[torrent >>> PAGE_BITS][torrent & (PAGE - 1)] = day;
    }

    /** The count of a torrent without a swarm; 0 if it has none. */
    int count(int hash, long high, long middle, int low) {
        int torrent = inactive.find(hash, high, middle, low);
        return torrent < 0 ? 0 : inactive.downloaded(torrent);
    }

    /** Sets the day of a torrent that was announced and gets no swarm. */
    void touch(int hash, long high, long middle, int low) {
        int torrent = inactive.find(hash, high, middle, low);
        if (torrent >= 0) {
            setDay(torrent, today);
        }
    }

    /** Keeps the count of a torrent whose swarm is removed. Returns false if the shard is full; the count is lost then. */
    boolean keep(int hash, InfoHash infoHash, int count) {
        if (add(hash, infoHash, count, today)) {
            return true;
        }
        cap.release();
        return false;
    }

    /** Removes a torrent that gets a swarm, which has the count from now on. */
    void take(int hash, InfoHash infoHash) {
        int torrent = inactive.find(hash, infoHash);
        if (torrent >= 0) {
            remove(torrent);
        }
    }

    /**
     * Adds to the count of a torrent without a swarm, up to the bounds.
     *
     * @return what was added
     */
    int restore(int hash, InfoHash infoHash, int count, int second) {
        int before = count(hash, infoHash.high(), infoHash.middle(), infoHash.low());
        if (before == 0 && !cap.acquire(infoHash)) {
            return 0;
        }
        if (!add(hash, infoHash, count, day(second))) {
            cap.release();
            return 0;
        }
        return sum(before, count) - before;
    }

    /**
     * Whether a completion of a torrent may be counted.
     *
     * @param before the count of the torrent until now
     */
    boolean mayCount(InfoHash infoHash, int before) {
        return !kept || (!completions.full() && (before > 0 || cap.acquire(infoHash)));
    }

    /**
     * Removes the count of a torrent without a swarm that was last announced at least {@code minDays} days ago.
     *
     * @return the removed count, or 0
     */
    int forget(int hash, InfoHash infoHash, int second, int minDays) {
        int torrent = inactive.find(hash, infoHash);
        if (torrent < 0 || daysAgo(torrent, second) < minDays) {
            return 0;
        }
        int count = inactive.downloaded(torrent);
        remove(torrent);
        cap.release();
        return count;
    }

    /** Adds a completion that is to be written to the database. */
    void completed(int hash, InfoHash infoHash) {
        if (kept) {
            int torrent = completions.find(hash, infoHash);
            if (torrent < 0) {
                torrent = completions.add(hash, infoHash);
            }
            completions.downloaded(torrent, sum(completions.downloaded(torrent), 1));
        }
    }

    /** Moves the completions of up to {@code maxTorrents} torrents to the map. */
    void drain(int maxTorrents, Map<InfoHash, Integer> to) {
        for (int i = 0; i < maxTorrents && completions.size() > 0; i++) {
            int last = completions.size() - 1;
            to.put(completions.infoHash(last), completions.downloaded(last));
            completions.remove(last);
        }
    }

    private boolean add(int hash, InfoHash infoHash, int count, short day) {
        int torrent = inactive.find(hash, infoHash);
        if (torrent < 0) {
            if (inactive.full()) {
                return false;
            }
            if (inactive.size() >>> PAGE_BITS == days.length) {
                days = Allocation.append(days, Allocation.array(short[]::new, PAGE));
            }
            torrent = inactive.add(hash, infoHash);
        }
        inactive.downloaded(torrent, sum(inactive.downloaded(torrent), count));
        setDay(torrent, day);
        return true;
    }

    private void remove(int torrent) {
        int last = inactive.size() - 1;
        setDay(torrent, days[last >>> PAGE_BITS][last & (PAGE - 1)]);
        inactive.remove(torrent);
        if (last == 0 || days.length * PAGE - last > PAGE + PAGE / 2) {
            days = Arrays.copyOf(days, days.length - 1);
        }
    }

    /** The sum of two counts, at most {@link Integer#MAX_VALUE}. */
    static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    /** How many torrents of all shards may have a count that outlives their swarm; beyond it only listed torrents get one. */
    static final class Cap {

        private final long max;
        final AtomicLong held = new AtomicLong();
        final AtomicLong rejected = new AtomicLong();
        private volatile Predicate<InfoHash> listed = infoHash -> false;

        Cap(long max) {
            this.max = max;
        }

        /** Sets which torrents may exceed the cap; called under the lock of a shard. */
        void except(Predicate<InfoHash> torrents) {
            listed = torrents;
        }

        /** Counts a torrent that has no count yet; returns false if the cap is reached. */
        boolean acquire(InfoHash infoHash) {
            if (held.incrementAndGet() <= max || listed.test(infoHash)) {
                return true;
            }
            held.decrementAndGet();
            rejected.incrementAndGet();
            return false;
        }

        void release() {
            held.decrementAndGet();
        }

        boolean reached() {
            return held.get() >= max;
        }
    }
}
