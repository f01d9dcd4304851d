package dev.herald.bittorrent;

import java.util.List;

/**
 * A request for the counts of some torrents (BEP 15, BEP 48). Mutable, like {@link AnnounceRequest}; used by one thread, valid for one
 * scrape.
 */
public final class ScrapeRequest {

    private final long[] high;
    private final long[] middle;
    private final int[] low;
    private int size;
    private AccessKey key = AccessKey.NONE;
    private long second;

    /** A request for at most {@code maxTorrents} torrents. */
    public ScrapeRequest(int maxTorrents) {
        high = new long[maxTorrents];
        middle = new long[maxTorrents];
        low = new int[maxTorrents];
    }

    /** A request for the given torrents. */
    public static ScrapeRequest of(List<InfoHash> infoHashes, AccessKey key, long second) {
        ScrapeRequest request = new ScrapeRequest(infoHashes.size()).received(key, second);
        for (InfoHash infoHash : infoHashes) {
            request.add(infoHash.high(), infoHash.middle(), infoHash.low());
        }
        return request;
    }

    /** Resets the request to no torrents, and sets the key and the second in which it was received. */
    public ScrapeRequest received(AccessKey sent, long atSecond) {
        size = 0;
        key = sent;
        second = atSecond;
        return this;
    }

    /** Adds a torrent. */
    public void add(long hashHigh, long hashMiddle, int hashLow) {
        high[size] = hashHigh;
        middle[size] = hashMiddle;
        low[size] = hashLow;
        size++;
    }

    /** The number of torrents. */
    public int size() {
        return size;
    }

    /** Bytes 0 to 7 of the info hash of torrent {@code i}, in the order of the request. */
    public long hashHigh(int i) {
        return high[i];
    }

    /** Bytes 8 to 15 of the info hash. */
    public long hashMiddle(int i) {
        return middle[i];
    }

    /** Bytes 16 to 19 of the info hash. */
    public int hashLow(int i) {
        return low[i];
    }

    /** The key, from the path or the query. */
    public AccessKey key() {
        return key;
    }

    /** When the request was received, in seconds of the monotonic clock of the tracker. */
    public long second() {
        return second;
    }
}
