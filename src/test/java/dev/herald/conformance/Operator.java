package dev.herald.conformance;

import dev.herald.bittorrent.InfoHash;

/** Whoever runs the tracker, and says who may use it. Each change is made when the call returns. */
interface Operator {

    void putKey(String key, long validUntil);

    void removeKey(String key);

    void list(InfoHash torrent);

    void unlist(InfoHash torrent);

    void deny(InfoHash torrent, String reason);

    void undeny(InfoHash torrent);
}
