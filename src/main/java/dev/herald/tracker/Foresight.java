package dev.herald.tracker;

import dev.herald.bittorrent.Address;

/** Lets a door that receives several announces at once say so before it hands them over one by one; see {@link Tracker#foresight}. */
public final class Foresight {

    private final dev.herald.swarm.Foresight swarms;

    Foresight(dev.herald.swarm.Foresight swarms) {
        this.swarms = swarms;
    }

    /** Expects an announce for the torrent whose info hash is these 20 bytes, from a peer that listens there. */
    public void expect(long high, long middle, int low, Address source, int port) {
        swarms.expect(high, middle, low, source, port);
    }

    /** Prepares for all that is expected, in any order. */
    public void prepare() {
        var unusedCount = swarms.look();
    }
}
