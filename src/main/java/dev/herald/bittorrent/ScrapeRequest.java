package dev.herald.bittorrent;

import java.util.List;

/**
 * A question for the counts of some torrents (BEP 15, BEP 48). Like an {@link AnnounceRequest} it is filled again and again, in
 * machine words, belongs to one thread, and is good for one scrape.
 */
public final class ScrapeRequest {

    private final long[] high;
    private final long[] middle;
    private final int[] low;
    private int size;
    private AccessKey key = AccessKey.NONE;
    private long second;

    /** A request for {@code most} torrents at most. */
    public ScrapeRequest(int most) {
        high = new long[most];
        middle = new long[most];
        low = new int[most];
    }

    /** A request for these torrents. */
    public static ScrapeRequest of(List<InfoHash> infoHashes, AccessKey key, long second) {
        ScrapeRequest request = new ScrapeRequest(infoHashes.size()).received(key, second);
        for (InfoHash infoHash : infoHashes) {
            request.add(infoHash.high(), infoHash.middle(), infoHash.low());
        }
        return request;
    }

    /** Makes it another request, for no torrent yet. */
    public ScrapeRequest received(AccessKey sent, long atSecond) {
        size = 0;
        key = sent;
        second = atSecond;
        return this;
    }

    /** Asks for one torrent more. */
    public void add(long hashHigh, long hashMiddle, int hashLow) {
        high[size] = hashHigh;
        middle[size] = hashMiddle;
        low[size] = hashLow;
        size++;
    }

    /** How many torrents are asked for. */
    public int size() {
        return size;
    }

    /** Bytes 0 to 7 of the info hash of torrent {@code i}, in the order of the request. */
    public long hashHigh(int i) {
        return high[i];
    }

    /** Bytes 8 to 15 of that info hash. */
    public long hashMiddle(int i) {
        return middle[i];
    }

    /** Bytes 16 to 19 of that info hash. */
    public int hashLow(int i) {
        return low[i];
    }

    /** The key the client sent, wherever it stood. */
    public AccessKey key() {
        return key;
    }

    /** When the request was received, in seconds of a clock that nobody sets; the tracker knows what the wall clock calls them. */
    public long second() {
        return second;
    }
}
