package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All swarms of the tracker, in memory. Thread-safe.
 *
 * <p>A torrent belongs to one of {@value #SHARDS} shards, by a keyed hash. An announce locks one shard. Small swarms, which are most,
 * share pages of a thousand peers; a swarm with more than {@value SmallPeers#MAX_PEERS} peers of one family has its own lists, which
 * grow page by page. There is no object per peer or small swarm, so that the garbage collector has little to mark.
 *
 * <p>Nothing here reads a clock: requests carry the second in which they were received, and {@link #clean} gets one.
 */
public final class Swarms {

    private static final int SHARDS = 1 << KeyedHasher.SHARD_BITS;

    /** Torrents whose completions are drained at a time while a shard is locked. */
    private static final int SLICE = 64;

    final KeyedHasher hasher;
    private final boolean excludeSameKey;
    private final boolean keepsDetails;
    private final boolean keepsDownloads;
    final PeerCap cap;
    private final Downloads.Cap downloadCap;
    private final UniquePeerEstimator uniquePeers = new UniquePeerEstimator();
    private final Shard[] shards = new Shard[SHARDS];

    /**
     * An empty store.
     *
     * @param lifetimeSeconds seconds from the last announce of a peer to its time-out
     * @param random source of the hash keys and of the seeds of peer selection
     */
    public Swarms(SwarmSettings settings, int lifetimeSeconds, RandomGenerator random) {
        this(settings, lifetimeSeconds, random, Shard.Bounds.LARGEST);
    }

    Swarms(SwarmSettings settings, int lifetimeSeconds, RandomGenerator random, Shard.Bounds bounds) {
        hasher = new KeyedHasher(random);
        excludeSameKey = settings.excludeSameKey();
        keepsDetails = settings.details();
        keepsDownloads = settings.keepDownloads();
        cap = new PeerCap(settings.maxPeers());
        downloadCap = new Downloads.Cap(settings.keepDownloads() ? settings.maxTotals() : Long.MAX_VALUE);
        for (int i = 0; i < SHARDS; i++) {
            PeerCap.Share share = new PeerCap.Share(cap);
            shards[i] = new Shard(hasher, random.nextLong(), settings, lifetimeSeconds, share, downloadCap, bounds);
        }
    }

    /** Whether download counts outlive their swarms, and are stored in the database. */
    public boolean keepsDownloads() {
        return keepsDownloads;
    }

    /**
     * Carries out an announce, and passes peers and the counts after it to the sink.
     *
     * @param numWant the most peers to return
     * @param seedersForSeeder whether the answer to a seeder is filled up with seeders
     */
    public void announce(AnnounceRequest request, int numWant, boolean seedersForSeeder, PeerSink sink) {
        long hash = hasher.hash(request.hashHigh(), request.hashMiddle(), request.hashLow());
        int fingerprint = excludeSameKey ? hasher.fingerprintWithKey(request) : hasher.fingerprint(request);
        shard(hash).announce((int) hash, request, fingerprint, numWant, seedersForSeeder, sink);
    }

    /** Passes the counts of a torrent to the sink, zeros if it is unknown. Changes nothing. */
    public void scrape(long high, long middle, int low, long second, CountSink sink) {
        long hash = hasher.hash(high, middle, low);
        shard(hash).scrape((int) hash, high, middle, low, (int) second, sink);
    }

    /** The counts of a torrent, zeros if it is unknown. */
    public SwarmCounts scrape(InfoHash infoHash, long second) {
        SwarmCounts[] counts = new SwarmCounts[1];
        CountSink sink = (complete, incomplete, downloaders, downloaded) ->
                counts[0] = new SwarmCounts(complete, incomplete, downloaders, downloaded);
        scrape(infoHash.high(), infoHash.middle(), infoHash.low(), second, sink);
        return counts[0];
    }

    /** The number of shards to {@link #clean}. */
    public int shards() {
        return SHARDS;
    }

    /**
     * Removes the timed out peers of one shard, in small slices between which announces can take the lock. A round goes from shard 0
     * to the last shard.
     */
    public void clean(int shard, long second) {
        synchronized (uniquePeers) {
            while (!shards[shard].clean((int) second, uniquePeers)) {
                Thread.onSpinWait();
            }
            if (shard == SHARDS - 1) {
                uniquePeers.roundEnded();
            }
        }
    }

    /**
     * {@linkplain #drop Drops} the forbidden torrents of one shard, and cleans it.
     *
     * @param forbidden called for each torrent that has peers, without a lock
     */
    public void clean(int shard, long second, Predicate<InfoHash> forbidden) {
        List<InfoHash> slice = new ArrayList<>();
        for (long from = 0; from < SlotIndex.END; ) {
            from = ShardReader.withPeers(shards[shard], from, slice);
            for (InfoHash infoHash : slice) {
                if (forbidden.test(infoHash)) {
                    drop(infoHash);
                }
            }
            slice.clear();
        }
        clean(shard, second);
    }

    /** Removes a torrent and its peers; if {@link SwarmSettings#keepDownloads}, its download count stays. */
    public void drop(InfoHash infoHash) {
        long hash = hasher.hash(infoHash);
        shard(hash).drop((int) hash, infoHash);
    }

    /** Whether a torrent has peers or a download count. */
    public boolean known(InfoHash infoHash) {
        long hash = hasher.hash(infoHash);
        return shard(hash).known((int) hash, infoHash);
    }

    /**
     * Visits all torrents in no order. A torrent that is added or removed meanwhile may be visited, any other is visited once. No lock is
     * held during a visit; a shard is locked for the time to copy some dozen torrents.
     */
    public void torrents(long second, TorrentVisitor visitor) {
        Map<InfoHash, SwarmCounts> slice = new HashMap<>();
        for (Shard shard : shards) {
            for (long from = 0; from < SlotIndex.END; ) {
                from = ShardReader.torrents(shard, from, (int) second, slice);
                slice.forEach(visitor::visit);
                slice.clear();
            }
        }
    }

    /**
     * The peers of a torrent that have not timed out, in no order. A client that is present in both address families is listed twice. A
     * peer that stays is listed once.
     *
     * @param limit the most peers to list, at least 0; allocations are bounded by it
     */
    public List<SwarmPeer> peers(InfoHash infoHash, long second, int limit) {
        return peers(infoHash, second, 0, limit).peers();
    }

    /**
     * One page of the peers of a torrent. A peer that stays is on one of the pages.
     *
     * @param cursor 0 for the first page, or {@link SwarmPage#next} of the page before
     * @param limit the most peers of a page; one more is returned if two have the same hash
     */
    public SwarmPage peers(InfoHash infoHash, long second, long cursor, int limit) {
        long hash = hasher.hash(infoHash);
        Shard shard = shard(hash);
        ShardReader.PeerQuery query = new ShardReader.PeerQuery(infoHash, (int) hash, second, limit);
        List<SwarmPeer> peers = new ArrayList<>();
        for (Family family : Family.values()) {
            long first = family.ordinal() * SlotIndex.END;
            for (long from = Math.max(0, cursor - first); from < SlotIndex.END; ) {
                from = query.slice(shard, family, from, peers);
                if (from < 0) {
                    return new SwarmPage(peers, OptionalLong.of(first + ~from));
                }
            }
        }
        return new SwarmPage(peers, OptionalLong.empty());
    }

    /**
     * The second of the last announce of a torrent, in seconds of the clock of the requests; empty if it has no peers. A few seconds too
     * early for swarms of thousands of peers, of which only a part is looked at.
     */
    public OptionalLong lastAnnounce(InfoHash infoHash, long second) {
        long hash = hasher.hash(infoHash);
        int age = ShardReader.lastAnnounce(shard(hash), (int) hash, infoHash, (int) second);
        return age < 0 ? OptionalLong.empty() : OptionalLong.of(second - age);
    }

    /** Whether peer ids are kept; see {@link SwarmSettings#details}. */
    public boolean keepsDetails() {
        return keepsDetails;
    }

    /**
     * Visits all peers that have not timed out, in no order; none unless {@link #keepsDetails}. A shard is locked for some hundred peers
     * at a time.
     */
    public void peerIds(long second, PeerIdVisitor visitor) {
        if (!keepsDetails) {
            return;
        }
        List<InfoHash> slice = new ArrayList<>();
        for (Shard shard : shards) {
            for (long from = 0; from < SlotIndex.END; ) {
                from = ShardReader.withPeers(shard, from, slice);
                for (InfoHash infoHash : slice) {
                    ShardReader.peerIds(shard, (int) hasher.hash(infoHash), infoHash, (int) second, visitor);
                }
                slice.clear();
            }
        }
    }

    /** The totals. Timed out peers count until they are removed by {@link #clean}. The cost does not depend on the size. */
    public SwarmTotals totals() {
        return Arrays.stream(shards).map(Shard::totals).reduce(SwarmTotals.ZERO, SwarmTotals::plus);
    }

    /** Timed out peers that the last round of {@link #clean} removed; about as many are waiting to be removed at any time. */
    public long expiredInLastRound() {
        return Arrays.stream(shards).mapToLong(Shard::expiredInLastRound).sum();
    }

    /**
     * The estimated number of different endpoints in all swarms in the last round of {@link #clean}, usually within a percent. A client
     * that is present in both address families has two. Zero until the first round has ended.
     */
    public long uniquePeers() {
        return uniquePeers.last;
    }

    /** Whether {@link SwarmSettings#maxPeers} is reached, so that new peers are answered and not stored; see {@link PeerCap}. */
    public boolean full() {
        return cap.reached();
    }

    /** The activity since the start. */
    public SwarmActivity activity() {
        return Arrays.stream(shards).map(Shard::activity).reduce(SwarmActivity.NONE, SwarmActivity::plus);
    }

    /**
     * Passes on completions that have not been passed on yet, as one sum per torrent; none unless
     * {@link SwarmSettings#keepDownloads}. Each completion is passed on once, also if several threads drain.
     *
     * @param maxTorrents at least 0; the others stay for the next call
     * @param sink called without a lock, with counts of at least 1
     */
    public void drainDownloads(int maxTorrents, ObjIntConsumer<InfoHash> sink) {
        Map<InfoHash, Integer> slice = new HashMap<>();
        int left = maxTorrents;
        for (int i = 0; i < SHARDS && left > 0; ) {
            int most = Math.min(left, SLICE);
            shards[i].drainDownloads(most, slice);
            slice.forEach(sink::accept);
            left -= slice.size();
            i += slice.size() < most ? 1 : 0;
            slice.clear();
        }
    }

    /**
     * Adds the stored download count of a torrent at the start; it is not drained again. Must be called once per torrent. Does nothing
     * unless {@link SwarmSettings#keepDownloads}, nor beyond {@link SwarmSettings#maxTotals} if the torrent is not listed.
     *
     * @param total at least 0; counts are limited to {@link Integer#MAX_VALUE}
     * @param second the last announce of the torrent
     */
    public void restoreDownloads(InfoHash infoHash, long total, long second) {
        long hash = hasher.hash(infoHash);
        shard(hash).restoreDownloads((int) hash, infoHash, (int) Math.min(Integer.MAX_VALUE, total), (int) second);
    }

    /**
     * Visits the torrents of one shard that have a download count which outlives their swarms. A torrent that stays is visited once.
     *
     * @param visitor called without a lock, with the days since the last announce; 0 while the torrent has peers
     */
    public void downloads(int shard, long second, ObjIntConsumer<InfoHash> visitor) {
        if (!shards[shard].downloads.kept) {
            return;
        }
        Map<InfoHash, Integer> slice = new HashMap<>();
        for (long from = 0; from < SlotIndex.END; ) {
            from = ShardReader.downloaded(shards[shard], from, (int) second, slice);
            slice.forEach(visitor::accept);
            slice.clear();
        }
    }

    /**
     * Removes the download count of a torrent, unless it has a swarm or was announced in the last {@code minDays} days.
     *
     * @return whether it was removed
     */
    public boolean forgetDownloads(InfoHash infoHash, long second, int minDays) {
        long hash = hasher.hash(infoHash);
        return shard(hash).forgetDownloads((int) hash, infoHash, (int) second, minDays);
    }

    /**
     * Sets which torrents get a download count even beyond {@link SwarmSettings#maxTotals}.
     *
     * @param listed called under the lock of a shard; must not block
     */
    public void countDownloadsOf(Predicate<InfoHash> listed) {
        downloadCap.except(listed);
    }

    /** Torrents with a download count that outlives their swarms; 0 unless {@link SwarmSettings#keepDownloads}. */
    public long downloadedTorrents() {
        return downloadCap.held.get();
    }

    /** Completions that were not counted because {@link SwarmSettings#maxTotals} was reached. */
    public long uncountedDownloads() {
        return downloadCap.rejected.get();
    }

    /** Whether {@link SwarmSettings#maxTotals} is reached, so that only listed torrents get a download count. */
    public boolean downloadsFull() {
        return downloadCap.reached();
    }

    Shard shard(long hash) {
        return shards[(int) (hash >>> (Long.SIZE - KeyedHasher.SHARD_BITS))];
    }
}
