package dev.herald.swarm;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many peers and torrents the whole store may hold, shared out to the shards so that they do not contend: each takes some places at a time
 * and gives back what it has too many of.
 *
 * <p>Never is one peer more stored. Peers may be turned away while other shards have places to spare, but those are never more
 * than a hundredth of all; with a cap below {@value #LEASES} there are none.
 */
final class PeerCap {

    /** The most leases there are; each of 256 shards keeps two of them for itself at most, which is a hundredth. */
    private static final int LEASES = 51_200;

    private final long places;
    private final long lease;
    private final AtomicLong free;

    /** Room for so many peers and torrents; for any number if that is 0. */
    PeerCap(int maxPeers) {
        places = maxPeers == 0 ? Long.MAX_VALUE : maxPeers;
        lease = places / LEASES;
        free = new AtomicLong(places);
    }

    long places() {
        return places;
    }

    /** Places that no shard has. */
    long free() {
        return free.get();
    }

    /** Whether every place is taken, or kept by a shard. */
    boolean reached() {
        return free.get() == 0;
    }

    /** One more than a lease, to use it at once, or what there is. */
    private long take() {
        for (long left = free.get(); left > 0; left = free.get()) {
            long taken = Math.min(left, lease + 1);
            if (free.compareAndSet(left, left - taken)) {
                return taken;
            }
        }
        return 0;
    }

    /** The part of one shard; guarded by that shard. */
    static final class Share {
        private final PeerCap cap;
        private long spare;

        Share(PeerCap cap) {
            this.cap = cap;
        }

        /** Whether there are so many places for those who {@link #enter} next. */
        boolean hasRoom(int places) {
            while (spare < places) {
                long taken = cap.take();
                if (taken == 0) {
                    leave(0);
                    return false;
                }
                spare += taken;
            }
            return true;
        }

        /** Takes a place for a peer or a torrent, of which there must be one. */
        void enter() {
            spare--;
        }

        /** Places that are empty. */
        long spare() {
            return spare;
        }

        /** Takes places back. */
        void leave(int places) {
            spare += places;
            if (spare > 2 * cap.lease) {
                cap.free.addAndGet(spare - cap.lease);
                spare = cap.lease;
            }
        }
    }
}
