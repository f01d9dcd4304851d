package dev.herald.tracker;

import dev.herald.bittorrent.CountSink;

/**
 * A door's side of one scrape: each torrent in the order of the request, and its counts, which are zeros if it is unknown or not
 * allowed; then {@link #done}. Or {@link #rejected} alone.
 */
public interface ScrapeReply extends CountSink {

    /** The counts that come next are of the torrent whose info hash is these 20 bytes. */
    void torrent(long hashHigh, long hashMiddle, int hashLow);

    /** All torrents have been given. */
    void done();

    /** The scrape was refused with that text; no torrent was given. */
    void rejected(Rejection rejection, String text);
}
