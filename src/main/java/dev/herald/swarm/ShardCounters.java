package dev.herald.swarm;

/**
 * What one shard has in all, and what has happened there since the start, so that nobody need go through the torrents to
 * know. Touched only when something changes: a peer that renews what it said before costs nothing here.
 */
final class ShardCounters {

    /** Where each peer has its place. */
    final PeerCap.Share share;

    /** Clients, as the counts of the swarms add up: one that is present in both families counts once. */
    long seeders;

    /** Likewise; partial seeds are among them. */
    long leechers;

    /** The sum of the download counts. */
    long downloaded;

    /** Torrents that have peers. */
    int inhabited;

    long torrentsAdded;
    long torrentsRemoved;
    long peersAdded;
    long peersRemoved;

    /** Announces of peers for which there was no room in the store, in their swarm, and for their torrent in the shard. */
    long peersTurnedAway;

    long swarmTurnedAway;
    long shardTurnedAway;

    /** Peers that were found silent, a part of those that were removed. */
    long silent;

    /** Of those, what there had been when the last round of the cleaning ended, and how many came in that round. */
    private long silentBefore;

    long silentInRound;

    long completed;
    long reverted;

    /** Of a shard that takes places for its peers from {@code share}. */
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

    /** All peers of a swarm go at once. */
    void emptied(Swarm swarm) {
        for (int group = 0; group < swarm.shadows.length; group++) {
            count(group, -swarm.present(group));
        }
        peersRemoved += swarm.size();
        share.leave(swarm.size());
        inhabited -= swarm.size() > 0 ? 1 : 0;
    }

    /** The cleaning has gone through the whole shard. */
    void roundEnded() {
        silentInRound = silent - silentBefore;
        silentBefore = silent;
    }

    SwarmTotals totals(long known) {
        return new SwarmTotals(known, known - inhabited, seeders, leechers, downloaded);
    }

    /** What has happened, after so many announces of peers that can be reached. */
    SwarmActivity activity(long announced) {
        long updated = announced - peersAdded - peersTurnedAway - swarmTurnedAway - shardTurnedAway;
        return new SwarmActivity(
                torrentsAdded,
                torrentsRemoved,
                peersAdded,
                peersRemoved,
                updated,
                peersTurnedAway,
                swarmTurnedAway,
                shardTurnedAway,
                completed,
                reverted);
    }
}
