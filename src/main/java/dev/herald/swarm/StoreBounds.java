package dev.herald.swarm;

/**
 * What parts of the store can hold at most, whatever memory there is. A peer that comes beyond a bound is answered and not stored.
 *
 * @param shardTorrents torrents of one shard, those of which only a download count is known counted apart
 * @param swarmPeers peers of one swarm and family, more than {@value SmallPeers#MOST}
 */
record StoreBounds(int shardTorrents, int swarmPeers) {

    /** As many as have a position in a {@link SlotIndex}. */
    static final StoreBounds LARGEST = new StoreBounds(SlotIndex.MAX_POSITION + 1, SlotIndex.MAX_POSITION + 1);
}
