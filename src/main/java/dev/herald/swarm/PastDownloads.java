package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import java.util.Arrays;

/**
 * Download counts of torrents without a swarm, and the day on which each was last announced: some 33 bytes a torrent, whatever
 * their number. Days are numbers that wrap after 65,536, and are compared with a day no more than half of that away.
 */
final class PastDownloads {

    private static final int SECONDS = 86_400;
    private static final int PAGE_BITS = 10;
    private static final int PAGE = 1 << PAGE_BITS;

    private final TorrentTable table;

    /** By the position in the table. */
    private short[][] days = {};

    /** For up to {@code most} torrents. */
    PastDownloads(KeyedHasher secret, int most) {
        table = new TorrentTable(secret, TorrentTable.COUNT_ONLY, most);
    }

    /** The day of a second. */
    static short day(int second) {
        return (short) Math.floorDiv(second, SECONDS);
    }

    /** The torrents and their counts. */
    TorrentTable table() {
        return table;
    }

    /** How many days before {@code today} a torrent was last announced; 0 if it was later. */
    int daysAgo(int torrent, short today) {
        return Math.max(0, (short) (today - days[torrent >>> PAGE_BITS][torrent & (PAGE - 1)]));
    }

    /** A torrent was announced on that day. */
    void announced(int torrent, short day) {
        days[torrent >>> PAGE_BITS][torrent & (PAGE - 1)] = day;
    }

    /** Adds to the count of a torrent that was announced on that day; false if there is no place for one more. */
    boolean add(int hash, InfoHash infoHash, int count, short day) {
        int torrent = table.find(hash, infoHash);
        if (torrent < 0) {
            if (table.full()) {
                return false;
            }
            if (table.size() >>> PAGE_BITS == days.length) {
                short[] page = Allocation.shorts(PAGE);
                short[][] more = Allocation.copy(days, days.length + 1);
                more[days.length] = page;
                days = more;
            }
            torrent = table.add(hash, infoHash);
        }
        table.downloaded(torrent, Downloads.sum(table.downloaded(torrent), count));
        announced(torrent, day);
        return true;
    }

    /** Removes a torrent; the last one takes its place. */
    void remove(int torrent) {
        int last = table.size() - 1;
        announced(torrent, days[last >>> PAGE_BITS][last & (PAGE - 1)]);
        table.remove(torrent);
        if (last == 0 || days.length * PAGE - last > PAGE + PAGE / 2) {
            days = Arrays.copyOf(days, days.length - 1);
        }
    }

    long heldBytes() {
        return table.heldBytes() + (long) days.length * PAGE * Short.BYTES;
    }
}
