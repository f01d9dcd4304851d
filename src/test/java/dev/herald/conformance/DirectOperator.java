package dev.herald.conformance;

import dev.herald.access.Access;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;

/** Changes the in-memory access control, as the registry does after a commit. */
record DirectOperator(Access access) implements Operator {

    @Override
    public void putKey(String key, long validUntil) {
        access.putKey(AccessKey.of(key), validUntil);
    }

    @Override
    public void removeKey(String key) {
        access.removeKey(AccessKey.of(key));
    }

    @Override
    public void list(InfoHash torrent) {
        access.list(torrent);
    }

    @Override
    public void unlist(InfoHash torrent) {
        access.unlist(torrent);
    }

    @Override
    public void deny(InfoHash torrent, String reason) {
        access.deny(torrent, reason);
    }

    @Override
    public void undeny(InfoHash torrent) {
        access.undeny(torrent);
    }
}
