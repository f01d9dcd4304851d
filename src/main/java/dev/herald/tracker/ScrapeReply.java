package dev.herald.tracker;

import dev.herald.bittorrent.CountSink;

/**
 * Writes the answer of one scrape. Gets each torrent in the order of the request and its counts, zeros if it is unknown or not
 * allowed, then {@link #done}; or only {@link #rejected}.
 */
public interface ScrapeReply extends CountSink {

    /** Announces the torrent of the next counts. */
    void torrent(long hashHigh, long hashMiddle, int hashLow);

    /** All torrents have been passed on. */
    void done();

    /** The scrape was rejected; no torrents were passed on. */
    void rejected(Rejection rejection, String text);
}
