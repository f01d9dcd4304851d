package dev.herald.swarm;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many peers and torrents the whole store may hold, leased to the shards in batches so that they do not contend.
 *
 * <p>The cap is never exceeded. A peer may be rejected while other shards have unused places, but these are at most a hundredth of
 * all; with a cap below {@value #LEASES} there are none.
 */
final class PeerCap {

    /** Leases of the store; each of 256 shards keeps at most two unused, together a hundredth. */
    private static final int LEASES = 51_200;

    /** The most peers and torrents together. */
    final long places;

    /** Places that no shard has leased. */
    final AtomicLong free;

    private final long lease;

    /** @param maxPeers peers and torrents together; 0 is unlimited */
    PeerCap(int maxPeers) {
        places = maxPeers == 0 ? Long.MAX_VALUE : maxPeers;
        lease = places / LEASES;
        free = new AtomicLong(places);
    }

    boolean reached() {
        return free.get() == 0;
    }

    /** Takes a lease and one place more for immediate use, or what is free. */
    private long take() {
        for (long left = free.get(); left > 0; left = free.get()) {
            long taken = Math.min(left, lease + 1);
            if (free.compareAndSet(left, left - taken)) {
                return taken;
            }
        }
        return 0;
    }

    /** The places of one shard; guarded by the shard. */
    static final class Share {
        private final PeerCap cap;

        /** Places that are leased and unused. */
        long spare;

        Share(PeerCap cap) {
            this.cap = cap;
        }

        /** Whether that many places are available for the next calls of {@link #acquire}. */
        boolean ensureAvailable(int places) {
            while (spare < places) {
                long taken = cap.take();
                if (taken == 0) {
                    release(0);
                    return false;
                }
                spare += taken;
            }
            return true;
        }

        /** Takes an available place. */
        void acquire() {
            spare--;
        }

        void release(int places) {
            spare += places;
            if (spare > 2 * cap.lease) {
                cap.free.addAndGet(spare - cap.lease);
                spare = cap.lease;
            }
        }
    }
}
