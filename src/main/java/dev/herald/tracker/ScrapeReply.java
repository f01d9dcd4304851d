package dev.herald.tracker;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;

/** A door's side of one scrape: the torrents in the order of the request, then {@link #done}; or {@link #rejected}. */
public interface ScrapeReply {

    /** The counts of one torrent; zeros for one that is unknown or not allowed. */
    void torrent(InfoHash infoHash, SwarmCounts counts);

    /** All torrents have been given. */
    void done();

    /** The scrape was refused with that text; no torrent was given. */
    void rejected(Rejection rejection, String text);
}
