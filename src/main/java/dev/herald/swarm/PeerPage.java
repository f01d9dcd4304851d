package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/**
 * How peers lie in a piece of memory that has room for some number of them: all compact entries, then all
 * {@link PeerWord}s, then all {@link PeerDetails} if these are kept. One array for all three, because every array that an
 * announce touches costs the cache line of its header besides its own.
 */
final class PeerPage {

    private PeerPage() {}

    static int bytesPerPeer(Family family, boolean details) {
        return family.peerBytes() + Long.BYTES + (details ? PeerDetails.BYTES : 0);
    }

    /** Copies the first {@code peers} peers to a place with other room. */
    static void copy(
            Family family,
            boolean details,
            byte[] source,
            int from,
            int fromCapacity,
            byte[] target,
            int to,
            int toCapacity,
            int peers) {
        int peerBytes = family.peerBytes();
        int upToDetails = peerBytes + Long.BYTES;
        System.arraycopy(source, from, target, to, peers * peerBytes);
        System.arraycopy(
                source, from + fromCapacity * peerBytes, target, to + toCapacity * peerBytes, peers * Long.BYTES);
        if (details) {
            System.arraycopy(
                    source,
                    from + fromCapacity * upToDetails,
                    target,
                    to + toCapacity * upToDetails,
                    peers * PeerDetails.BYTES);
        }
    }
}
