package dev.herald.swarm;

import dev.herald.bittorrent.Family;

/**
 * Goes through one shard to remove what has fallen silent, and to meet what is left, a little at a time. Used while the shard is
 * locked.
 */
final class ShardCleaner {

    private static final int SMALL_AGAIN = 128;
    private static final int SLICE_TORRENTS = 64;
    private static final int SLICE_PEERS = 512;

    private final Shard shard;
    private final TorrentTable torrents;
    private final ShardCounters tally;
    private final int lifetime;
    private final int emptyRetention;

    /** How far the cleaning has come: torrents from here on are done; -1 if none is under way. */
    private int nextTorrent = -1;

    /** Of the large swarm before {@link #nextTorrent}, peers from here on are done, IPv4 counted before IPv6. */
    private int nextPeer = Integer.MAX_VALUE;

    /** How many peers this slice has met or removed. */
    private int met;

    ShardCleaner(Shard shard, TorrentTable torrents, ShardCounters tally, int lifetime, int emptyRetention) {
        this.shard = shard;
        this.torrents = torrents;
        this.tally = tally;
        this.lifetime = lifetime;
        this.emptyRetention = emptyRetention;
    }

    /**
     * Cleans a little: some torrents, or some peers of a large swarm.
     *
     * @param census meets every peer that stays; of a large swarm not those that change places between two slices
     * @return whether the whole shard has been gone through
     */
    boolean slice(int now, UniquePeerEstimator census) {
        if (nextTorrent < 0) {
            nextTorrent = torrents.size();
            shard.small(Family.IPV4).arena().leaveIfWasteful();
            shard.small(Family.IPV6).arena().leaveIfWasteful();
        }
        int end = Math.max(0, nextTorrent - SLICE_TORRENTS);
        met = 0;
        while (nextTorrent > end && met < SLICE_PEERS) {
            int torrent = nextTorrent - 1;
            if (!shard.isLarge(torrent)) {
                cleanSmall(torrent, now, census);
            } else if (!cleanLarge(torrent, now, census)) {
                return false;
            }
            nextTorrent--;
        }
        if (nextTorrent > 0) {
            return false;
        }
        shard.small(Family.IPV4).arena().giveUpLeft();
        shard.small(Family.IPV6).arena().giveUpLeft();
        tally.roundEnded();
        nextTorrent = -1;
        return true;
    }

    /** Tells that somebody else removes a torrent, whose place the last one takes. */
    void removing(int torrent, int last) {
        if (torrent == nextTorrent - 1 || last == nextTorrent - 1) {
            nextPeer = Integer.MAX_VALUE;
        }
        nextTorrent = Math.min(nextTorrent, last);
    }

    private void cleanSmall(int torrent, int now, UniquePeerEstimator census) {
        int age = now - torrents.oldest(torrent);
        boolean empty = SmallPeers.isEmpty(torrents.state(torrent, Family.IPV4))
                && SmallPeers.isEmpty(torrents.state(torrent, Family.IPV6));
        if (empty && shard.dispensable(torrent, age > emptyRetention)) {
            shard.forget(torrent);
        } else if (!empty) {
            Swarm swarm = shard.open(torrent);
            int before = swarm.size();
            boolean changed = shard.expireSmall(swarm, now);
            met += before - swarm.size();
            changed |= shard.small(Family.IPV4).moveOut();
            changed |= shard.small(Family.IPV6).moveOut();
            if (changed) {
                shard.close(torrent, swarm);
            }
            meet(swarm.ipv4, 0, swarm.ipv4.size(), census);
            meet(swarm.ipv6, 0, swarm.ipv6.size(), census);
            if (swarm.size() == 0 && shard.dispensable(torrent, false)) {
                shard.forget(torrent);
            }
        }
    }

    /** Goes through one page of a large swarm; true when that was the last. */
    private boolean cleanLarge(int torrent, int now, UniquePeerEstimator census) {
        Swarm swarm = shard.open(torrent);
        int ipv4 = swarm.ipv4.size();
        nextPeer = Math.min(nextPeer, swarm.size());
        int to = nextPeer;
        int from = Math.max(0, to - SLICE_PEERS);
        if (to > ipv4) {
            from = Math.max(from, ipv4);
            swarm.expire(swarm.ipv6, from - ipv4, to - ipv4, now, lifetime, now);
            meet(swarm.ipv6, from - ipv4, to - ipv4, census);
        } else {
            swarm.expire(swarm.ipv4, from, to, now, lifetime, now);
            meet(swarm.ipv4, from, to, census);
        }
        nextPeer = from;
        if (from > 0) {
            return false;
        }
        nextPeer = Integer.MAX_VALUE;
        if (swarm.ipv4.size() <= SMALL_AGAIN && swarm.ipv6.size() <= SMALL_AGAIN) {
            swarm.oldest = now - lifetime - 1;
            shard.reduce(torrent);
            cleanSmall(torrent, now, census);
        }
        return true;
    }

    /** Who takes the place of one that was removed has been met already, or is met here. */
    private void meet(Peers peers, int from, int to, UniquePeerEstimator census) {
        int end = Math.min(to, peers.size());
        met += Math.max(0, end - from);
        for (int position = from; position < end; position++) {
            byte[] page = peers.page(position);
            int at = peers.wireAt(position);
            census.met(shard.secret.wideEndpointHash(
                    CompactPeers.high(page, at, peers.family),
                    CompactPeers.low(page, at, peers.family),
                    CompactPeers.port(page, at, peers.family)));
        }
    }
}
