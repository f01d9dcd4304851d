package dev.herald.bittorrent;

/**
 * One announce, whatever door it came through. Doors have decoded and clamped every field.
 *
 * @param infoHash the torrent
 * @param peerId what the client calls itself
 * @param source the address that the transport has verified
 * @param port where the peer says it listens, 0 to 65535; 0 and 1 mean nowhere
 * @param event what has happened
 * @param left bytes still to download, at least 0, or {@link #LEFT_UNKNOWN}
 * @param uploaded bytes uploaded since the client's {@code started}, at least 0
 * @param downloaded bytes downloaded since the client's {@code started}, at least 0
 * @param wanted peers asked for, at least 0, or {@link #WANTED_DEFAULT}
 * @param capacity the most peers that the answer has room for
 * @param bothFamilies whether the answer may be filled up with peers of the other address family (BEP 7)
 * @param key the key the client sent, wherever it stood
 * @param second when the request was received, in seconds since 1970
 */
public record AnnounceRequest(
        InfoHash infoHash,
        PeerId peerId,
        Address source,
        int port,
        AnnounceEvent event,
        long left,
        long uploaded,
        long downloaded,
        int wanted,
        int capacity,
        boolean bothFamilies,
        AccessKey key,
        long second) {

    /** The client did not say how much is left. */
    public static final long LEFT_UNKNOWN = -1;

    /** The client leaves the number of peers to the tracker. */
    public static final int WANTED_DEFAULT = -1;

    /** Whether other peers could connect to this one (protocol: port 0 and 1 mean "not listening"). */
    public boolean reachable() {
        return port > 1 && source.reachable();
    }
}
