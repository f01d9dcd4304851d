package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;

/** Changes keys, the whitelist and the deny list of a tracker. A change is in effect when the call returns. */
interface Operator {

    /** Adds or replaces a key that expires at {@code validUntil}, in seconds since the epoch. */
    void putKey(String key, long validUntil);

    void removeKey(String key);

    void list(InfoHash torrent);

    void unlist(InfoHash torrent);

    void deny(InfoHash torrent, String reason);

    void undeny(InfoHash torrent);
}
