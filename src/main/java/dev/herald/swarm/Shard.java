package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.Arrays;

/**
 * A share of the torrents, behind one lock that is held for a moment at a time. All fields are guarded by {@code this}.
 *
 * <p>A swarm begins small, in the arenas that all small swarms of the shard share, becomes large when one family has more
 * peers than a block holds, and small again when {@value #SMALL_AGAIN} are left in each.
 */
final class Shard {

    private static final int SMALL_AGAIN = 128;
    private static final int SLICE_TORRENTS = 64;
    private static final int SLICE_PEERS = 512;
    private static final int LARGE = 1 << 24;

    private final Secret secret;
    private final boolean keepsDetails;
    private final int lifetime;
    private final int emptyRetention;
    private final TorrentTable torrents;
    private final SmallPeers smallIpv4;
    private final SmallPeers smallIpv6;
    private final Swarm small;
    private final Selection selection;
    private Swarm[] large = {};

    /** How far the cleaning has come: torrents from here on are done; -1 if none is under way. */
    private int cleanTorrent = -1;

    /** Of the large swarm before {@link #cleanTorrent}, peers from here on are done, IPv4 counted before IPv6. */
    private int cleanPeer = Integer.MAX_VALUE;

    Shard(Secret secret, long seed, SwarmSettings settings, int lifetime) {
        this.secret = secret;
        this.keepsDetails = settings.details();
        this.lifetime = lifetime;
        this.emptyRetention = settings.emptyRetentionSeconds();
        torrents = new TorrentTable(secret);
        smallIpv4 = new SmallPeers(new PeerArena(Family.IPV4, keepsDetails));
        smallIpv6 = new SmallPeers(new PeerArena(Family.IPV6, keepsDetails));
        small = new Swarm(smallIpv4, smallIpv6);
        selection = new Selection(seed, lifetime);
    }

    synchronized SwarmCounts announce(
            int hash, AnnounceRequest request, int fingerprint, int wanted, boolean seedersForSeeder, PeerSink sink) {
        boolean stopped = request.event() == AnnounceEvent.STOPPED;
        int torrent = torrents.find(hash, request.infoHash());
        if (torrent < 0) {
            if (stopped || !request.reachable()) {
                return SwarmCounts.ZERO;
            }
            torrent = torrents.add(hash, request.infoHash());
        }
        Swarm swarm = open(torrent);
        expireSmall(swarm, (int) request.second());
        if (stopped) {
            swarm.stop(request, fingerprint);
        } else {
            if (swarm == small && swarm.peers(request.source().family()).full()) {
                swarm = enlarge(torrent);
            }
            selection.prepare(request, fingerprint, wanted, seedersForSeeder, sink);
            swarm.announce(request, fingerprint, lifetime, selection);
        }
        close(torrent, swarm);
        return swarm.counts();
    }

    synchronized SwarmCounts scrape(int hash, InfoHash infoHash, int now) {
        int torrent = torrents.find(hash, infoHash);
        if (torrent < 0) {
            return SwarmCounts.ZERO;
        }
        Swarm swarm = open(torrent);
        if (expireSmall(swarm, now)) {
            close(torrent, swarm);
        }
        return swarm.counts();
    }

    private Swarm open(int torrent) {
        int marks = torrents.marks(torrent);
        if ((marks & LARGE) != 0) {
            return large[(int) torrents.state(torrent, Family.IPV4)];
        }
        smallIpv4.open(torrents.state(torrent, Family.IPV4));
        smallIpv6.open(torrents.state(torrent, Family.IPV6));
        small.downloaded = torrents.downloaded(torrent);
        small.oldest = torrents.oldest(torrent);
        for (int group = 0; group < 3; group++) {
            small.shadows[group] = (marks >>> (8 * group)) & 0xff;
        }
        return small;
    }

    private void close(int torrent, Swarm swarm) {
        if (swarm == small) {
            torrents.state(torrent, Family.IPV4, smallIpv4.state());
            torrents.state(torrent, Family.IPV6, smallIpv6.state());
            torrents.downloaded(torrent, small.downloaded);
            int[] shadows = small.shadows;
            int marks = shadows[0] | (shadows[1] << 8) | (shadows[2] << 16);
            torrents.oldestAndMarks(torrent, small.oldest, marks);
        }
    }

    private Swarm enlarge(int torrent) {
        Swarm swarm = new Swarm(
                new LargePeers(Family.IPV4, secret, keepsDetails), new LargePeers(Family.IPV6, secret, keepsDetails));
        copy(small, swarm);
        smallIpv4.release();
        smallIpv6.release();
        int number = 0;
        while (number < large.length && large[number] != null) {
            number++;
        }
        if (number == large.length) {
            large = Arrays.copyOf(large, large.length + large.length / 4 + 1);
        }
        large[number] = swarm;
        torrents.state(torrent, Family.IPV4, number);
        torrents.state(torrent, Family.IPV6, 0);
        torrents.oldestAndMarks(torrent, swarm.oldest, LARGE);
        return swarm;
    }

    private void reduce(int torrent) {
        int number = (int) torrents.state(torrent, Family.IPV4);
        smallIpv4.open(0);
        smallIpv6.open(0);
        copy(large[number], small);
        large[number] = null;
        close(torrent, small);
    }

    private static void copy(Swarm from, Swarm to) {
        to.ipv4.adopt(from.ipv4);
        to.ipv6.adopt(from.ipv6);
        to.downloaded = from.downloaded;
        to.oldest = from.oldest;
        System.arraycopy(from.shadows, 0, to.shadows, 0, 3);
    }

    /** Removes the silent peers of a small swarm, if there can be one. */
    private boolean expireSmall(Swarm swarm, int now) {
        if (swarm != small || now - swarm.oldest <= lifetime || swarm.size() == 0) {
            return false;
        }
        int oldest = swarm.expire(swarm.ipv4, 0, SmallPeers.MOST, now, lifetime, now);
        oldest = swarm.expire(swarm.ipv6, 0, SmallPeers.MOST, now, lifetime, oldest);
        swarm.oldest = oldest;
        return true;
    }

    /**
     * Cleans a little: some torrents, or some peers of a large swarm.
     *
     * @return whether the whole shard has been gone through
     */
    synchronized boolean clean(int now) {
        cleanTorrent = cleanTorrent < 0 ? torrents.size() : cleanTorrent;
        int end = Math.max(0, cleanTorrent - SLICE_TORRENTS);
        while (cleanTorrent > end) {
            int torrent = cleanTorrent - 1;
            if ((torrents.marks(torrent) & LARGE) == 0) {
                cleanSmall(torrent, now);
            } else if (!cleanLarge(torrent, now)) {
                return false;
            }
            cleanTorrent--;
        }
        if (cleanTorrent > 0) {
            return false;
        }
        compact(smallIpv4);
        compact(smallIpv6);
        cleanTorrent = -1;
        return true;
    }

    private void cleanSmall(int torrent, int now) {
        int age = now - torrents.oldest(torrent);
        boolean empty = SmallPeers.isEmpty(torrents.state(torrent, Family.IPV4))
                && SmallPeers.isEmpty(torrents.state(torrent, Family.IPV6));
        if (empty && (torrents.downloaded(torrent) == 0 || age > emptyRetention)) {
            torrents.remove(torrent);
        } else if (!empty && age > lifetime) {
            Swarm swarm = open(torrent);
            expireSmall(swarm, now);
            close(torrent, swarm);
        }
    }

    /** Goes through one page of a large swarm; true when that was the last. */
    private boolean cleanLarge(int torrent, int now) {
        Swarm swarm = open(torrent);
        int ipv4 = swarm.ipv4.size();
        cleanPeer = Math.min(cleanPeer, swarm.size());
        int to = cleanPeer;
        int from = Math.max(0, to - SLICE_PEERS);
        if (to > ipv4) {
            from = Math.max(from, ipv4);
            swarm.expire(swarm.ipv6, from - ipv4, to - ipv4, now, lifetime, now);
        } else {
            swarm.expire(swarm.ipv4, from, to, now, lifetime, now);
        }
        cleanPeer = from;
        if (from > 0) {
            return false;
        }
        cleanPeer = Integer.MAX_VALUE;
        if (swarm.ipv4.size() <= SMALL_AGAIN && swarm.ipv6.size() <= SMALL_AGAIN) {
            swarm.oldest = now - lifetime - 1;
            reduce(torrent);
        }
        return true;
    }

    synchronized long heldBytes() {
        long held = torrents.heldBytes()
                + smallIpv4.arena().heldBytes()
                + smallIpv6.arena().heldBytes();
        for (Swarm swarm : large) {
            held += swarm == null ? 0 : swarm.ipv4.heldBytes() + swarm.ipv6.heldBytes();
        }
        return held;
    }

    /** Copies the blocks of an arena together when much of it is free. */
    private void compact(SmallPeers view) {
        if (!view.arena().wasteful()) {
            return;
        }
        PeerArena successor = view.arena().successor();
        for (int torrent = 0; torrent < torrents.size(); torrent++) {
            if ((torrents.marks(torrent) & LARGE) == 0) {
                view.open(torrents.state(torrent, view.family));
                torrents.state(torrent, view.family, view.adoptedBy(successor));
            }
        }
        view.arena(successor);
    }
}
