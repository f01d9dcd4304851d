package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;

/** Is shown torrents. */
@FunctionalInterface
public interface TorrentVisitor {

    /** A torrent and its counts. No lock is held. */
    void visit(InfoHash infoHash, SwarmCounts counts);
}
