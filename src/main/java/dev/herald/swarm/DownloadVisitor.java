package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;

/** Is shown the torrents that have a download count. */
@FunctionalInterface
public interface DownloadVisitor {

    /**
     * A torrent has been downloaded at least once.
     *
     * @param daysAgo the day of its last announce, counted back from today; 0 while it has peers
     */
    void visit(InfoHash infoHash, int daysAgo);
}
