package dev.herald.tracker;

/** Prefetches the memory of a batch of announces; see {@link Tracker#prefetcher}. Used by one thread. */
public final class Prefetcher {

    private final dev.herald.swarm.SwarmPrefetcher swarms;

    Prefetcher(dev.herald.swarm.SwarmPrefetcher swarms) {
        this.swarms = swarms;
    }

    /** Adds an announce by its info hash and the endpoint of its peer. */
    public void expect(long high, long middle, int low, long addressHigh, long addressLow, int port) {
        swarms.add(high, middle, low, addressHigh, addressLow, port);
    }

    /** Reads the memory that the expected announces will need. */
    public void prepare() {
        var unusedCount = swarms.prefetch();
    }
}
