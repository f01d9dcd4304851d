package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of the torrents behind one lock, which is held for a moment at a time. All fields are guarded by {@code this}.
 *
 * <p>A swarm begins small, in the arenas that all small swarms of the shard share, becomes large when one family has more peers than
 * a block holds, and small again when the {@link ShardCleaner} finds few peers left.
 */
final class Shard {

    /**
     * What a shard can hold, whatever memory there is. A peer beyond a bound is answered and not stored.
     *
     * @param shardTorrents torrents of one shard; those with a download count only are counted apart
     * @param swarmPeers peers of one swarm and family, more than {@value SmallPeers#MAX_PEERS}
     */
    record Bounds(int shardTorrents, int swarmPeers) {

        /** The positions of a {@link SlotIndex}. */
        static final Bounds LARGEST = new Bounds(SlotIndex.MAX_POSITION + 1, SlotIndex.MAX_POSITION + 1);
    }

    private static final int LARGE = 1 << 24;

    final KeyedHasher hasher;
    final int lifetime;
    final TorrentTable torrents;
    final Downloads downloads;
    private final boolean keepsDetails;
    private final Bounds bounds;
    private final SmallPeers smallIpv4;
    private final SmallPeers smallIpv6;
    private final Swarm small;
    private final PeerSelection selection;
    private final ShardCleaner cleaner;
    final ShardCounters counters;

    /** The large swarms by number; the numbers of removed ones are null until they are used again. */
    private final List<Swarm> large = new ArrayList<>();

    /** Announces of reachable peers, except {@code stopped}. */
    private long announced;

    Shard(
            KeyedHasher hasher,
            long seed,
            SwarmSettings settings,
            int lifetime,
            PeerCap.Share share,
            Downloads.Cap downloadCap,
            Bounds bounds) {
        this.hasher = hasher;
        this.bounds = bounds;
        this.counters = new ShardCounters(share);
        this.keepsDetails = settings.details();
        this.lifetime = lifetime;
        torrents = new TorrentTable(hasher, TorrentTable.WITH_SWARM, bounds.shardTorrents());
        downloads = new Downloads(hasher, settings.keepDownloads(), downloadCap, bounds.shardTorrents());
        cleaner = new ShardCleaner(this, torrents, counters, settings.emptyRetentionSeconds());
        smallIpv4 = new SmallPeers(Family.IPV4, keepsDetails);
        smallIpv6 = new SmallPeers(Family.IPV6, keepsDetails);
        small = new Swarm(smallIpv4, smallIpv6, new SharedPeerIds.Scanned(smallIpv4, smallIpv6), counters);
        selection = new PeerSelection(seed, lifetime, settings.excludeSameKey());
    }

    synchronized void announce(
            int hash, AnnounceRequest request, int fingerprint, int numWant, boolean seedersForSeeder, PeerSink sink) {
        boolean stopped = request.event() == AnnounceEvent.STOPPED;
        int torrent = torrents.find(hash, request.hashHigh(), request.hashMiddle(), request.hashLow());
        if (torrent < 0) {
            torrent = stopped || !request.reachable() ? -1 : add(hash, request);
            if (torrent < 0) {
                sink.counts(
                        0, 0, 0, downloads.count(hash, request.hashHigh(), request.hashMiddle(), request.hashLow()));
                return;
            }
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
                selection.prepare(request, fingerprint, numWant, seedersForSeeder, sink);
                swarm.announce(request, fingerprint, lifetime, selection);
            }
        } finally {
            // Also if an allocation or the sink failed: the changes made until then must be stored.
            close(torrent, swarm);
        }
        if (swarm.downloaded != downloaded) {
            completed(hash, request.infoHash(), swarm, downloaded);
            close(torrent, swarm);
        }
        swarm.counts(sink);
    }

    /** Adds a torrent for a peer and returns its position, or -1 if there is no room. */
    private int add(int hash, AnnounceRequest request) {
        downloads.setTime((int) request.second());
        boolean full = torrents.full();
        if (full || !counters.share.ensureAvailable(2)) {
            counters.shardFull += full ? 1 : 0;
            counters.storeFull += full ? 0 : 1;
            announced++;
            downloads.touch(hash, request.hashHigh(), request.hashMiddle(), request.hashLow());
            return -1;
        }
        InfoHash infoHash = request.infoHash();
        int torrent = torrents.add(hash, infoHash);
        counters.share.acquire();
        int downloaded = downloads.count(hash, infoHash.high(), infoHash.middle(), infoHash.low());
        torrents.downloaded(torrent, downloaded);
        if (downloaded == 0) {
            counters.torrentsAdded++;
        } else {
            downloads.take(hash, infoHash);
        }
        return torrent;
    }

    /** Takes a completion back if the torrent may not have a download count. */
    private void completed(int hash, InfoHash infoHash, Swarm swarm, int before) {
        if (downloads.mayCount(infoHash, before)) {
            downloads.completed(hash, infoHash);
        } else {
            counters.downloaded -= swarm.downloaded - before;
            swarm.downloaded = before;
        }
    }

    synchronized void scrape(int hash, long high, long middle, int low, int now, CountSink sink) {
        int torrent = torrents.find(hash, high, middle, low);
        if (torrent < 0) {
            sink.counts(0, 0, 0, downloads.count(hash, high, middle, low));
        } else {
            openUpToDate(torrent, now).counts(sink);
        }
    }

    /** The counts of a torrent that has a swarm. */
    SwarmCounts counts(int torrent, int now) {
        return openUpToDate(torrent, now).counts();
    }

    private Swarm openUpToDate(int torrent, int now) {
        Swarm swarm = open(torrent);
        if (expireSmall(swarm, now)) {
            close(torrent, swarm);
        }
        return swarm;
    }

    synchronized boolean known(int hash, InfoHash infoHash) {
        return torrents.find(hash, infoHash) >= 0
                || downloads.count(hash, infoHash.high(), infoHash.middle(), infoHash.low()) > 0;
    }

    /** Removes a torrent with all its peers. */
    synchronized void drop(int hash, InfoHash infoHash) {
        int torrent = torrents.find(hash, infoHash);
        if (torrent < 0) {
            return;
        }
        Swarm swarm = open(torrent);
        counters.removeAll(swarm);
        int number = (int) torrents.state(torrent, Family.IPV4);
        if (swarm == small) {
            releaseSmall();
        } else {
            torrents.downloaded(torrent, swarm.downloaded);
        }
        cleaner.removing(torrent, torrents.size() - 1);
        remove(torrent);
        if (swarm != small) {
            removeLarge(number);
        }
    }

    /** Removes a torrent whose peers are gone; its download count stays if such counts are kept. */
    void remove(int torrent) {
        int downloaded = torrents.downloaded(torrent);
        boolean kept = downloaded > 0
                && downloads.kept
                && downloads.keep(torrents.hash(torrent), torrents.infoHash(torrent), downloaded);
        if (!kept) {
            counters.torrentsRemoved++;
            counters.downloaded -= downloaded;
        }
        counters.share.release(1);
        torrents.remove(torrent);
    }

    /** Adds to the download count of a torrent, if such counts are kept and there is room. */
    synchronized void restoreDownloads(int hash, InfoHash infoHash, int count, int second) {
        if (count == 0 || !downloads.kept) {
            return;
        }
        int torrent = torrents.find(hash, infoHash);
        if (torrent < 0) {
            counters.downloaded += downloads.restore(hash, infoHash, count, second);
            return;
        }
        Swarm swarm = open(torrent);
        int before = swarm.downloaded;
        if (downloads.mayCount(infoHash, before)) {
            swarm.downloaded = Downloads.sum(before, count);
            close(torrent, swarm);
            counters.downloaded += swarm.downloaded - before;
        }
    }

    synchronized void drainDownloads(int maxTorrents, Map<InfoHash, Integer> to) {
        downloads.drain(maxTorrents, to);
    }

    synchronized boolean forgetDownloads(int hash, InfoHash infoHash, int second, int minDays) {
        int count = downloads.forget(hash, infoHash, second, minDays);
        counters.downloaded -= count;
        counters.torrentsRemoved += count > 0 ? 1 : 0;
        return count > 0;
    }

    synchronized SwarmTotals totals() {
        return counters.totals(torrents.size() + (long) downloads.inactive.size());
    }

    synchronized long expiredInLastRound() {
        return counters.expiredInRound;
    }

    synchronized SwarmActivity activity() {
        return counters.activity(announced);
    }

    synchronized boolean clean(int now, UniquePeerEstimator uniquePeers) {
        downloads.setTime(now);
        return cleaner.slice(now, uniquePeers);
    }

    boolean isLarge(int torrent) {
        return (torrents.flags(torrent) & LARGE) != 0;
    }

    SmallPeers small(Family family) {
        return family == Family.IPV4 ? smallIpv4 : smallIpv6;
    }

    /** The swarm of a torrent. A small one is valid until the next one is opened, and must be closed after a change. */
    Swarm open(int torrent) {
        int flags = torrents.flags(torrent);
        if ((flags & LARGE) != 0) {
            return large.get((int) torrents.state(torrent, Family.IPV4));
        }
        smallIpv4.open(torrents.state(torrent, Family.IPV4));
        smallIpv6.open(torrents.state(torrent, Family.IPV6));
        small.downloaded = torrents.downloaded(torrent);
        small.oldest = torrents.oldest(torrent);
        for (int group = 0; group < 3; group++) {
            small.duplicates[group] = (flags >>> (8 * group)) & 0xff;
        }
        return small;
    }

    /** Stores a small swarm. */
    void close(int torrent, Swarm swarm) {
        if (swarm == small) {
            torrents.state(torrent, Family.IPV4, smallIpv4.state());
            torrents.state(torrent, Family.IPV6, smallIpv6.state());
            torrents.downloaded(torrent, small.downloaded);
            int[] duplicates = small.duplicates;
            int flags = duplicates[0] | (duplicates[1] << 8) | (duplicates[2] << 16);
            torrents.oldestAndFlags(torrent, small.oldest, flags);
        }
    }

    private Swarm enlarge(int torrent) {
        Swarm swarm = new Swarm(
                new LargePeers(Family.IPV4, hasher, keepsDetails, bounds.swarmPeers()),
                new LargePeers(Family.IPV6, hasher, keepsDetails, bounds.swarmPeers()),
                new SharedPeerIds.Indexed(),
                counters);
        copy(small, swarm);
        int number = large.indexOf(null);
        if (number < 0) {
            number = large.size();
            large.add(swarm);
        } else {
            large.set(number, swarm);
        }
        releaseSmall();
        torrents.state(torrent, Family.IPV4, number);
        torrents.state(torrent, Family.IPV6, 0);
        torrents.oldestAndFlags(torrent, swarm.oldest, LARGE);
        return swarm;
    }

    /** Turns a large swarm into a small one. */
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
                releaseSmall();
            }
        }
        close(torrent, small);
        removeLarge(number);
    }

    private void releaseSmall() {
        smallIpv4.release();
        smallIpv6.release();
    }

    private void removeLarge(int number) {
        large.set(number, null);
        while (!large.isEmpty() && large.get(large.size() - 1) == null) {
            large.remove(large.size() - 1);
        }
    }

    private static void copy(Swarm from, Swarm to) {
        to.ipv4.copyFrom(from.ipv4);
        to.ipv6.copyFrom(from.ipv6);
        to.shared.addAll(to.ipv4);
        to.shared.addAll(to.ipv6);
        to.downloaded = from.downloaded;
        to.oldest = from.oldest;
        System.arraycopy(from.duplicates, 0, to.duplicates, 0, 3);
    }

    /** Removes the timed out peers of a small swarm, if there can be any. */
    boolean expireSmall(Swarm swarm, int now) {
        if (swarm != small || now - swarm.oldest <= lifetime || swarm.size() == 0) {
            return false;
        }
        int oldest = swarm.expire(swarm.ipv4, 0, SmallPeers.MAX_PEERS, now, lifetime, now);
        oldest = swarm.expire(swarm.ipv6, 0, SmallPeers.MAX_PEERS, now, lifetime, oldest);
        swarm.oldest = oldest;
        return true;
    }
}
