package dev.herald.swarm;

/**
 * The totals and the activity of one shard, so that no reader has to go through its torrents. Updated only when something
 * changes: a peer that renews its entry costs nothing here.
 */
final class ShardCounters {

    final PeerCap.Share share;

    /** Clients, as the swarms count them: one that is present in both families counts once. */
    long seeders;

    /** Likewise, partial seeds included. */
    long leechers;

    /** The sum of the download counts. */
    long downloaded;

    /** Torrents that have peers. */
    int active;

    long torrentsAdded;
    long torrentsRemoved;
    long peersAdded;
    long peersRemoved;

    /** Announces of peers that were not stored because the store, their swarm or the shard (by torrents) is full. */
    long storeFull;

    long swarmFull;
    long shardFull;

    /** Peers that were removed because they had timed out. */
    long expired;

    /** {@link #expired} at the end of the last round of the cleaner, and by how much it grew in that round. */
    private long expiredBefore;

    long expiredInRound;

    long completed;
    long reverted;

    ShardCounters(PeerCap.Share share) {
        this.share = share;
    }

    void count(int group, int change) {
        if (group == Peers.SEEDERS) {
            seeders += change;
        } else {
            leechers += change;
        }
    }

    void regrouped(int from, int to) {
        count(from, -1);
        count(to, 1);
        reverted += from == Peers.SEEDERS ? 1 : 0;
    }

    /** All peers of a swarm are removed at once. */
    void removeAll(Swarm swarm) {
        for (int group = 0; group < swarm.duplicates.length; group++) {
            count(group, -swarm.clients(group));
        }
        peersRemoved += swarm.size();
        share.release(swarm.size());
        active -= swarm.size() > 0 ? 1 : 0;
    }

    /** The cleaner has gone through the whole shard. */
    void roundEnded() {
        expiredInRound = expired - expiredBefore;
        expiredBefore = expired;
    }

    SwarmTotals totals(long torrents) {
        return new SwarmTotals(torrents, torrents - active, seeders, leechers, downloaded);
    }

    /** @param announced announces of reachable peers, except {@code stopped} */
    SwarmActivity activity(long announced) {
        return new SwarmActivity(
                torrentsAdded,
                torrentsRemoved,
                peersAdded,
                peersRemoved,
                announced - peersAdded - storeFull - swarmFull - shardFull,
                storeFull,
                swarmFull,
                shardFull,
                completed,
                reverted);
    }
}
