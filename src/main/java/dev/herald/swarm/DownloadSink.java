package dev.herald.swarm;

import dev.herald.bittorrent.InfoHash;

/** Takes completed downloads, to write them down. */
@FunctionalInterface
public interface DownloadSink {

    /**
     * A torrent has been downloaded so many times more.
     *
     * @param count at least 1
     */
    void downloaded(InfoHash infoHash, int count);
}
