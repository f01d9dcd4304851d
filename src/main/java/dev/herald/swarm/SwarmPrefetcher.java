package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/**
 * Looks at the memory that a batch of announces is about to need. One announce waits for one cache line after the other,
 * because each tells where the next is; looking for all of a batch at each step lets the processor wait for many lines at once.
 *
 * <p>Nothing is locked, so what is seen may be half changed. That does not matter: nothing is kept of it, and the announce
 * looks again. Belongs to one thread.
 */
public final class SwarmPrefetcher {

    private static final int NONE = -1;

    private final Swarms swarms;
    private final Family family;
    private final long[] hashes;
    private final int[] endpoints;
    private final int[] torrents;
    private final long[] states;
    private final int[] positions;
    private int expected;
    private int found;

    /** What has been looked at; kept so that looking is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private long seen;

    /** For up to {@code most} announces at a time from peers of that family. */
    SwarmPrefetcher(Swarms swarms, Family family, int most) {
        this.swarms = swarms;
        this.family = family;
        this.hashes = new long[most];
        this.endpoints = new int[most];
        this.torrents = new int[most];
        this.states = new long[most];
        this.positions = new int[most];
    }

    /** Adds an announce for the torrent whose info hash is these 20 bytes; one too many is left out. */
    public void expect(long high, long middle, int low, long addressHigh, long addressLow, int port) {
        if (expected < hashes.length) {
            hashes[expected] = swarms.secret().hash(high, middle, low);
            endpoints[expected] = swarms.secret().endpointHash(addressHigh, addressLow, port);
            expected++;
        }
    }

    /**
     * Looks for all that were added, and forgets them.
     *
     * @return how many may have something to find: a small swarm, or themselves in a large one
     */
    public int look() {
        found = 0;
        try {
            for (int i = 0; i < expected; i++) {
                torrents[i] = shard(i).torrents.guess((int) hashes[i]);
            }
            for (int i = 0; i < expected; i++) {
                states[i] = torrents[i] == NONE ? 0 : shard(i).torrents.state(torrents[i], family);
            }
            for (int i = 0; i < expected; i++) {
                positions[i] = lookAtSwarm(torrents[i], i);
            }
            for (int i = 0; i < expected; i++) {
                seen += lookAtPeer(positions[i], i);
            }
        } catch (NullPointerException | IndexOutOfBoundsException e) {
            // Another thread was changing it.
            seen++;
        }
        expected = 0;
        return found;
    }

    /** Finds the peer of a large swarm. */
    private int lookAtSwarm(int torrent, int i) {
        if (torrent == NONE) {
            return NONE;
        }
        Shard shard = shard(i);
        if (shard.isLarge(torrent)) {
            return shard.large((int) states[i], family).guess(endpoints[i]);
        }
        found++;
        seen += shard.small(family).glance(states[i]);
        return NONE;
    }

    private long lookAtPeer(int position, int i) {
        if (position == NONE) {
            return 0;
        }
        found++;
        return shard(i).large((int) states[i], family).glance(position);
    }

    private Shard shard(int i) {
        return swarms.shard(hashes[i]);
    }
}
