package dev.herald.tracker;

/** Lets a door that receives several announces at once say so before it hands them over one by one; see {@link Tracker#foresight}. */
public final class Prefetcher {

    private final dev.herald.swarm.SwarmPrefetcher swarms;

    Prefetcher(dev.herald.swarm.SwarmPrefetcher swarms) {
        this.swarms = swarms;
    }

    /** Expects an announce for the torrent whose info hash is these 20 bytes, from a peer that listens at that address and port. */
    public void expect(long high, long middle, int low, long addressHigh, long addressLow, int port) {
        swarms.expect(high, middle, low, addressHigh, addressLow, port);
    }

    /** Prepares for all that is expected, in any order. */
    public void prepare() {
        var unusedCount = swarms.look();
    }
}
