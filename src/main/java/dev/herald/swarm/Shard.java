package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.List;

/**
 * A share of the torrents, behind one lock that is held for a moment at a time. All fields are guarded by {@code this}.
 *
 * <p>A swarm begins small, in the arenas that all small swarms of the shard share, becomes large when one family has more
 * peers than a block holds, and small again when the {@link ShardCleaner} finds few left.
 */
final class Shard {

    private static final int LARGE = 1 << 24;

    final KeyedHasher secret;
    private final boolean keepsDetails;
    private final StoreBounds bounds;
    final int lifetime;
    final TorrentTable torrents;
    private final SmallPeers smallIpv4;
    private final SmallPeers smallIpv6;
    private final Swarm small;
    private final PeerSelection selection;
    final Downloads downloads;
    private final ShardCleaner cleaning;
    private final ShardCounters tally;
    private final LargeSwarms large = new LargeSwarms();

    /** Announces of peers that can be reached, all but {@code stopped}. */
    private long announced;

    Shard(
            KeyedHasher secret,
            long seed,
            SwarmSettings settings,
            int lifetime,
            PeerCap.Share share,
            DownloadCap downloadCap,
            StoreBounds bounds) {
        this.secret = secret;
        this.bounds = bounds;
        this.tally = new ShardCounters(share);
        this.keepsDetails = settings.details();
        this.lifetime = lifetime;
        torrents = new TorrentTable(secret, TorrentTable.WITH_SWARM, bounds.shardTorrents());
        downloads = new Downloads(secret, settings.keepDownloads(), downloadCap, bounds.shardTorrents());
        cleaning = new ShardCleaner(this, torrents, tally, lifetime, settings.emptyRetentionSeconds());
        smallIpv4 = new SmallPeers(new PeerArena(Family.IPV4, keepsDetails));
        smallIpv6 = new SmallPeers(new PeerArena(Family.IPV6, keepsDetails));
        small = new Swarm(smallIpv4, smallIpv6, new ScannedSharedPeerIds(smallIpv4, smallIpv6), tally);
        selection = new PeerSelection(seed, lifetime, settings.ownersApart());
    }

    synchronized void announce(
            int hash, AnnounceRequest request, int fingerprint, int wanted, boolean seedersForSeeder, PeerSink sink) {
        boolean stopped = request.event() == AnnounceEvent.STOPPED;
        int torrent = torrents.find(hash, request.hashHigh(), request.hashMiddle(), request.hashLow());
        if (torrent < 0) {
            if (stopped || !request.reachable()) {
                past(hash, request, sink);
                return;
            }
            if (!admits()) {
                announced++;
                downloads.now((int) request.second());
                downloads.announced(hash, request.hashHigh(), request.hashMiddle(), request.hashLow());
                past(hash, request, sink);
                return;
            }
            torrent = add(hash, request.infoHash(), (int) request.second());
        }
        Swarm swarm = open(torrent);
        int downloaded = swarm.downloaded;
        try {
            expireSmall(swarm, (int) request.second());
            if (stopped) {
                swarm.stop(request, fingerprint);
            } else {
                if (swarm == small && swarm.peers(request.family()).full()) {
                    swarm = enlarge(torrent);
                }
                announced += request.reachable() ? 1 : 0;
                selection.prepare(request, fingerprint, wanted, seedersForSeeder, sink);
                swarm.announce(request, fingerprint, lifetime, selection);
            }
        } finally {
            // Also if memory was short, or the sink failed: what has been done to the peers until then must be known.
            close(torrent, swarm);
        }
        if (swarm.downloaded != downloaded) {
            completed(hash, request.infoHash(), swarm, downloaded);
            close(torrent, swarm);
        }
        swarm.counts(sink);
    }

    /** A torrent that has no count gains none where counts have no room. */
    private void completed(int hash, InfoHash infoHash, Swarm swarm, int before) {
        if (downloads.mayCount(infoHash, before)) {
            downloads.completed(hash, infoHash);
        } else {
            tally.downloaded -= swarm.downloaded - before;
            swarm.downloaded = before;
        }
    }

    synchronized void scrape(int hash, long high, long middle, int low, int now, CountSink sink) {
        int torrent = torrents.find(hash, high, middle, low);
        if (torrent < 0) {
            sink.counts(0, 0, 0, downloads.past(hash, high, middle, low));
        } else {
            upToDate(torrent, now).counts(sink);
        }
    }

    /** The counts of a torrent that has a swarm. */
    SwarmCounts counts(int torrent, int now) {
        return upToDate(torrent, now).counts();
    }

    private Swarm upToDate(int torrent, int now) {
        Swarm swarm = open(torrent);
        if (expireSmall(swarm, now)) {
            close(torrent, swarm);
        }
        return swarm;
    }

    /** The counts of a torrent without a swarm. */
    private void past(int hash, AnnounceRequest request, CountSink sink) {
        int downloaded = downloads.past(hash, request.hashHigh(), request.hashMiddle(), request.hashLow());
        sink.counts(0, 0, 0, downloaded);
    }

    /** Whether there is room for a torrent and the peer that brings it. Says why not. */
    private boolean admits() {
        if (torrents.full()) {
            tally.shardTurnedAway++;
            return false;
        }
        if (!tally.share.hasRoom(2)) {
            tally.peersTurnedAway++;
            return false;
        }
        return true;
    }

    private int add(int hash, InfoHash infoHash, int second) {
        downloads.now(second);
        int torrent = torrents.add(hash, infoHash);
        tally.share.enter();
        int downloaded = downloads.past(hash, infoHash);
        torrents.downloaded(torrent, downloaded);
        if (downloaded == 0) {
            tally.torrentsAdded++;
        } else {
            downloads.take(hash, infoHash);
        }
        return torrent;
    }

    synchronized boolean known(int hash, InfoHash infoHash) {
        return torrents.find(hash, infoHash) >= 0 || downloads.past(hash, infoHash) > 0;
    }

    /** Lets all peers of a torrent go at once. */
    synchronized void drop(int hash, InfoHash infoHash) {
        int torrent = torrents.find(hash, infoHash);
        if (torrent < 0) {
            return;
        }
        Swarm swarm = open(torrent);
        tally.emptied(swarm);
        int number = (int) torrents.state(torrent, Family.IPV4);
        if (swarm == small) {
            smallIpv4.release();
            smallIpv6.release();
        } else {
            torrents.downloaded(torrent, swarm.downloaded);
        }
        cleaning.removing(torrent, torrents.size() - 1);
        forget(torrent);
        if (swarm != small) {
            large.remove(number);
        }
    }

    /** Whether an empty torrent need not have a swarm any longer. */
    boolean dispensable(int torrent, boolean old) {
        return old || downloads.kept() || torrents.downloaded(torrent) == 0;
    }

    /** Forgets a torrent whose peers are gone, but for its download count where that is kept. */
    void forget(int torrent) {
        int downloaded = torrents.downloaded(torrent);
        boolean kept = downloaded > 0
                && downloads.kept()
                && downloads.keep(torrents.hash(torrent), torrents.infoHash(torrent), downloaded);
        if (!kept) {
            tally.torrentsRemoved++;
            tally.downloaded -= downloaded;
        }
        tally.share.leave(1);
        torrents.remove(torrent);
    }

    /** Adds to the download count of a torrent, if such counts are kept and there is room for it. */
    synchronized void restoreDownloads(int hash, InfoHash infoHash, int count, int second) {
        if (count == 0 || !downloads.kept()) {
            return;
        }
        int torrent = torrents.find(hash, infoHash);
        if (torrent < 0) {
            tally.downloaded += downloads.restore(hash, infoHash, count, second);
            return;
        }
        Swarm swarm = open(torrent);
        int before = swarm.downloaded;
        if (downloads.mayCount(infoHash, before)) {
            swarm.downloaded = Downloads.sum(before, count);
            close(torrent, swarm);
            tally.downloaded += swarm.downloaded - before;
        }
    }

    synchronized void drainDownloads(int most, List<Downloads.Completed> to) {
        downloads.drain(most, to);
    }

    /** Forgets the download count of a torrent without a swarm, if it was last announced so many days ago or before that. */
    synchronized boolean forgetDownloads(int hash, InfoHash infoHash, int second, int days) {
        int count = downloads.forget(hash, infoHash, second, days);
        tally.downloaded -= count;
        tally.torrentsRemoved += count > 0 ? 1 : 0;
        return count > 0;
    }

    synchronized SwarmTotals totals() {
        return tally.totals(torrents.size() + (long) downloads.past().table().size());
    }

    synchronized long silent() {
        return tally.silentInRound;
    }

    synchronized SwarmActivity activity() {
        return tally.activity(announced);
    }

    synchronized boolean clean(int now, UniquePeerEstimator census) {
        downloads.now(now);
        return cleaning.slice(now, census);
    }

    boolean isLarge(int torrent) {
        return (torrents.marks(torrent) & LARGE) != 0;
    }

    LargePeers large(int number, Family family) {
        return (LargePeers) large.get(number).peers(family);
    }

    SmallPeers small(Family family) {
        return family == Family.IPV4 ? smallIpv4 : smallIpv6;
    }

    /** The swarm of a torrent; a small one stays open until the next is opened. */
    Swarm open(int torrent) {
        int marks = torrents.marks(torrent);
        if ((marks & LARGE) != 0) {
            return large.get((int) torrents.state(torrent, Family.IPV4));
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

    /** Writes down what has changed. */
    void close(int torrent, Swarm swarm) {
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
                new LargePeers(Family.IPV4, secret, keepsDetails, bounds.swarmPeers()),
                new LargePeers(Family.IPV6, secret, keepsDetails, bounds.swarmPeers()),
                new IndexedSharedPeerIds(),
                tally);
        copy(small, swarm);
        int number = large.add(swarm);
        smallIpv4.release();
        smallIpv6.release();
        torrents.state(torrent, Family.IPV4, number);
        torrents.state(torrent, Family.IPV6, 0);
        torrents.oldestAndMarks(torrent, swarm.oldest, LARGE);
        return swarm;
    }

    void reduce(int torrent) {
        int number = (int) torrents.state(torrent, Family.IPV4);
        smallIpv4.open(0);
        smallIpv6.open(0);
        boolean copied = false;
        try {
            copy(large.get(number), small);
            copied = true;
        } finally {
            if (!copied) {
                smallIpv4.release();
                smallIpv6.release();
            }
        }
        close(torrent, small);
        large.remove(number);
    }

    private static void copy(Swarm from, Swarm to) {
        to.ipv4.adopt(from.ipv4);
        to.ipv6.adopt(from.ipv6);
        to.shared.adopt(to.ipv4);
        to.shared.adopt(to.ipv6);
        to.downloaded = from.downloaded;
        to.oldest = from.oldest;
        System.arraycopy(from.shadows, 0, to.shadows, 0, 3);
    }

    /** Removes the silent peers of a small swarm, if there can be one. */
    boolean expireSmall(Swarm swarm, int now) {
        if (swarm != small || now - swarm.oldest <= lifetime || swarm.size() == 0) {
            return false;
        }
        int oldest = swarm.expire(swarm.ipv4, 0, SmallPeers.MOST, now, lifetime, now);
        oldest = swarm.expire(swarm.ipv6, 0, SmallPeers.MOST, now, lifetime, oldest);
        swarm.oldest = oldest;
        return true;
    }

    /** Empty places of the cap that no other shard can take. */
    long sparePlaces() {
        return tally.share.spare();
    }

    synchronized long heldBytes() {
        return torrents.heldBytes()
                + downloads.heldBytes()
                + large.heldBytes()
                + smallIpv4.arena().heldBytes()
                + smallIpv6.arena().heldBytes();
    }
}
