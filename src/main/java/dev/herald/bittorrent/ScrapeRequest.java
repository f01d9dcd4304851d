package dev.herald.bittorrent;

import java.util.List;

/**
 * A question for the counts of some torrents (BEP 15, BEP 48).
 *
 * @param infoHashes the torrents, in the order of the request
 * @param key the key the client sent, wherever it stood
 * @param second when the request was received, in seconds since 1970
 */
public record ScrapeRequest(List<InfoHash> infoHashes, AccessKey key, long second) {

    /** Takes a copy of {@code infoHashes}. */
    public ScrapeRequest {
        infoHashes = List.copyOf(infoHashes);
    }
}
