package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/** Removes the timed out peers of one shard in small slices, and passes the others to the estimator. Used while the shard is locked. */
final class ShardCleaner {

    /** A large swarm with at most this many peers of each family becomes small. */
    private static final int REDUCE_AT = 128;

    private static final int SLICE_TORRENTS = 64;
    private static final int SLICE_PEERS = 512;

    private final Shard shard;
    private final TorrentTable torrents;
    private final ShardCounters counters;
    private final int emptyRetention;

    /** The round continues below this torrent; -1 between two rounds. */
    private int nextTorrent = -1;

    /** The round continues below this peer of the large swarm before {@link #nextTorrent}; IPv4 peers come before IPv6. */
    private int nextPeer = Integer.MAX_VALUE;

    /** Peers that this slice has visited or removed. */
    private int visited;

    ShardCleaner(Shard shard, TorrentTable torrents, ShardCounters counters, int emptyRetention) {
        this.shard = shard;
        this.torrents = torrents;
        this.counters = counters;
        this.emptyRetention = emptyRetention;
    }

    /**
     * Cleans some torrents, or some peers of a large swarm.
     *
     * @param uniquePeers gets every peer that stays, except peers of a large swarm that move between two slices
     * @return whether the round has ended
     */
    boolean slice(int now, UniquePeerEstimator uniquePeers) {
        if (nextTorrent < 0) {
            nextTorrent = torrents.size();
            shard.small(Family.IPV4).arena.evacuateIfSparse();
            shard.small(Family.IPV6).arena.evacuateIfSparse();
        }
        int end = Math.max(0, nextTorrent - SLICE_TORRENTS);
        visited = 0;
        while (nextTorrent > end && visited < SLICE_PEERS) {
            int torrent = nextTorrent - 1;
            if (!shard.isLarge(torrent)) {
                cleanSmall(torrent, now, uniquePeers);
            } else if (!cleanLarge(torrent, now, uniquePeers)) {
                return false;
            }
            nextTorrent--;
        }
        if (nextTorrent > 0) {
            return false;
        }
        shard.small(Family.IPV4).arena.dropEvacuated();
        shard.small(Family.IPV6).arena.dropEvacuated();
        counters.roundEnded();
        nextTorrent = -1;
        return true;
    }

    /** Must be called before a torrent is dropped; the last one takes its place. */
    void removing(int torrent, int last) {
        if (torrent == nextTorrent - 1 || last == nextTorrent - 1) {
            nextPeer = Integer.MAX_VALUE;
        }
        nextTorrent = Math.min(nextTorrent, last);
    }

    private void cleanSmall(int torrent, int now, UniquePeerEstimator uniquePeers) {
        boolean empty = SmallPeers.isEmpty(torrents.state(torrent, Family.IPV4))
                && SmallPeers.isEmpty(torrents.state(torrent, Family.IPV6));
        if (empty) {
            removeIfUnused(torrent, now - torrents.oldest(torrent) > emptyRetention);
            return;
        }
        Swarm swarm = shard.open(torrent);
        int before = swarm.size();
        boolean changed = shard.expireSmall(swarm, now);
        visited += before - swarm.size();
        changed |= shard.small(Family.IPV4).evacuate();
        changed |= shard.small(Family.IPV6).evacuate();
        if (changed) {
            shard.close(torrent, swarm);
        }
        visit(swarm.ipv4, 0, swarm.ipv4.size(), uniquePeers);
        visit(swarm.ipv6, 0, swarm.ipv6.size(), uniquePeers);
        if (swarm.size() == 0) {
            removeIfUnused(torrent, false);
        }
    }

    /** Removes an empty torrent unless its swarm is still needed for the download count. */
    private void removeIfUnused(int torrent, boolean retentionExpired) {
        if (retentionExpired || shard.downloads.kept || torrents.downloaded(torrent) == 0) {
            shard.remove(torrent);
        }
    }

    /** Cleans one page of a large swarm; returns whether it was the last. */
    private boolean cleanLarge(int torrent, int now, UniquePeerEstimator uniquePeers) {
        Swarm swarm = shard.open(torrent);
        nextPeer = Math.min(nextPeer, swarm.size());
        boolean ipv6 = nextPeer > swarm.ipv4.size();
        Peers peers = ipv6 ? swarm.ipv6 : swarm.ipv4;
        int first = ipv6 ? swarm.ipv4.size() : 0;
        int from = Math.max(first, nextPeer - SLICE_PEERS);
        swarm.expire(peers, from - first, nextPeer - first, now, shard.lifetime, now);
        visit(peers, from - first, nextPeer - first, uniquePeers);
        nextPeer = from;
        if (from > 0) {
            return false;
        }
        nextPeer = Integer.MAX_VALUE;
        if (swarm.ipv4.size() <= REDUCE_AT && swarm.ipv6.size() <= REDUCE_AT) {
            swarm.oldest = now - shard.lifetime - 1;
            shard.reduce(torrent);
            cleanSmall(torrent, now, uniquePeers);
        }
        return true;
    }

    /** The peer that took the place of a removed one has been visited before, or is visited here. */
    private void visit(Peers peers, int from, int to, UniquePeerEstimator uniquePeers) {
        int end = Math.min(to, peers.size());
        visited += Math.max(0, end - from);
        for (int position = from; position < end; position++) {
            uniquePeers.add(peers.endpointHash(position, shard.hasher));
        }
    }
}
