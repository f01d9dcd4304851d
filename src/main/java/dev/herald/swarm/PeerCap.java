package dev.herald.swarm;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many peers the whole store may hold, shared out to the shards so that they do not contend: each takes some places at a time
 * and gives back what it has too many of.
 *
 * <p>Never is one peer more stored. Peers may be turned away while other shards have places to spare, but those are never more
 * than a hundredth of all; with a cap below {@value #LEASES} there are none.
 */
final class PeerCap {

    /** The most leases there are; each of 256 shards keeps two of them for itself at most, which is a hundredth. */
    private static final int LEASES = 51_200;

    private final long lease;
    private final AtomicLong free;

    /** Room for so many peers; for any number if that is 0. */
    PeerCap(int maxPeers) {
        long places = maxPeers == 0 ? Long.MAX_VALUE : maxPeers;
        lease = places / LEASES;
        free = new AtomicLong(places);
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

        /** Whether a peer could come; it will find its place. */
        boolean hasRoom() {
            if (spare == 0) {
                spare = cap.take();
            }
            return spare > 0;
        }

        /** Takes a place for a peer; false if there is none. */
        boolean enter() {
            if (!hasRoom()) {
                return false;
            }
            spare--;
            return true;
        }

        /** Takes the places of peers back. */
        void leave(int peers) {
            spare += peers;
            if (spare > 2 * cap.lease) {
                cap.free.addAndGet(spare - cap.lease);
                spare = cap.lease;
            }
        }
    }
}
