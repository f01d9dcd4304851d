package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/**
 * Reads the memory that a batch of announces will need. A single announce waits for one cache line after the other, because each tells
 * where the next is; reading each step for the whole batch lets the processor wait for many lines at once.
 *
 * <p>Reads without a lock, so what it sees may be inconsistent. The values are not used; the announce reads them again. Used by one
 * thread.
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
    private int size;
    private int found;

    /** Keeps the compiler from eliminating the reads. */
    @SuppressWarnings("UnusedVariable")
    private long checksum;

    SwarmPrefetcher(Swarms swarms, Family family, int batchSize) {
        this.swarms = swarms;
        this.family = family;
        this.hashes = new long[batchSize];
        this.endpoints = new int[batchSize];
        this.torrents = new int[batchSize];
        this.states = new long[batchSize];
        this.positions = new int[batchSize];
    }

    /** Adds an announce to the batch; ignored if the batch is full. */
    public void add(long high, long middle, int low, long addressHigh, long addressLow, int port) {
        if (size < hashes.length) {
            hashes[size] = swarms.hasher().hash(high, middle, low);
            endpoints[size] = swarms.hasher().endpointHash(addressHigh, addressLow, port);
            size++;
        }
    }

    /**
     * Reads the memory of the batch, and clears it.
     *
     * @return announces whose small swarm, or whose peer in a large swarm, may have been found
     */
    public int prefetch() {
        found = 0;
        try {
            for (int i = 0; i < size; i++) {
                torrents[i] = shard(i).torrents.guess((int) hashes[i]);
            }
            for (int i = 0; i < size; i++) {
                states[i] = torrents[i] == NONE ? 0 : shard(i).torrents.state(torrents[i], family);
            }
            for (int i = 0; i < size; i++) {
                positions[i] = prefetchSwarm(torrents[i], i);
            }
            for (int i = 0; i < size; i++) {
                checksum += prefetchPeer(positions[i], i);
            }
        } catch (NullPointerException | IndexOutOfBoundsException e) {
            // Another thread changed the shard meanwhile.
            checksum++;
        }
        size = 0;
        return found;
    }

    /** Returns the position of the peer in a large swarm, or {@link #NONE}. */
    private int prefetchSwarm(int torrent, int i) {
        if (torrent == NONE) {
            return NONE;
        }
        Shard shard = shard(i);
        if (shard.isLarge(torrent)) {
            return shard.large((int) states[i], family).guess(endpoints[i]);
        }
        found++;
        checksum += shard.small(family).prefetch(states[i]);
        return NONE;
    }

    private long prefetchPeer(int position, int i) {
        if (position == NONE) {
            return 0;
        }
        found++;
        return shard(i).large((int) states[i], family).prefetch(position);
    }

    private Shard shard(int i) {
        return swarms.shard(hashes[i]);
    }
}
