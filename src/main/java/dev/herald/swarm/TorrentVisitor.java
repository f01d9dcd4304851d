package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;

/** Visits torrents; see {@link Swarms#torrents}. */
@FunctionalInterface
public interface TorrentVisitor {

    /** Called for each torrent without a lock. */
    void visit(InfoHash infoHash, SwarmCounts counts);
}
