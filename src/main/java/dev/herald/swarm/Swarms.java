package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.CountSink;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All swarms of the tracker, in memory.
 *
 * <p>A torrent belongs to one of {@value #SHARDS} shards, by a hash that nobody outside can compute; a shard is locked for
 * the moment that an announce takes. Small swarms, which are most, share pages of a thousand peers; a swarm with more
 * than {@value SmallPeers#MOST} peers of one family gets lists of its own that grow page by page. There is no object per
 * peer and none per small swarm, so that a collector has nothing to walk.
 *
 * <p>Nothing here reads a clock: every request brings its second, and {@link #clean} is given one.
 */
public final class Swarms {

    private static final int SHARDS = 1 << KeyedHasher.SHARD_BITS;

    /** Torrents whose completions are taken out of a shard while it is locked. */
    private static final int SLICE = 64;

    private final KeyedHasher secret;
    private final boolean ownersApart;
    private final PeerCap cap;
    private final DownloadCap downloadCap;
    private final UniquePeerEstimator census = new UniquePeerEstimator();
    private final Shard[] shards = new Shard[SHARDS];

    /**
     * An empty store.
     *
     * @param lifetimeSeconds how long a peer is remembered after its last announce
     * @param random where the secret of this process and the choice of peers come from
     */
    public Swarms(SwarmSettings settings, int lifetimeSeconds, RandomGenerator random) {
        this(settings, lifetimeSeconds, random, StoreBounds.LARGEST);
    }

    /** Likewise, whose parts hold no more than that. */
    Swarms(SwarmSettings settings, int lifetimeSeconds, RandomGenerator random, StoreBounds bounds) {
        secret = new KeyedHasher(random);
        ownersApart = settings.ownersApart();
        cap = new PeerCap(settings.maxPeers());
        downloadCap = new DownloadCap(settings.keepDownloads() ? settings.maxTotals() : Long.MAX_VALUE);
        for (int i = 0; i < SHARDS; i++) {
            PeerCap.Share share = new PeerCap.Share(cap);
            shards[i] = new Shard(secret, random.nextLong(), settings, lifetimeSeconds, share, downloadCap, bounds);
        }
    }

    /**
     * Carries out an announce, and hands out peers and the counts after it.
     *
     * @param wanted the most peers to hand out
     * @param seedersForSeeder whether a seeder's answer is filled up with seeders
     */
    public void announce(AnnounceRequest request, int wanted, boolean seedersForSeeder, PeerSink sink) {
        long hash = secret.hash(request.hashHigh(), request.hashMiddle(), request.hashLow());
        int fingerprint = ownersApart ? secret.ownedFingerprint(request) : secret.fingerprint(request);
        shard(hash).announce((int) hash, request, fingerprint, wanted, seedersForSeeder, sink);
    }

    /** The counts of a torrent; zeros if nobody has heard of it. Nothing is created or refreshed. */
    public void scrape(long high, long middle, int low, long second, CountSink sink) {
        long hash = secret.hash(high, middle, low);
        shard(hash).scrape((int) hash, high, middle, low, (int) second, sink);
    }

    /** The same as a value. */
    public SwarmCounts scrape(InfoHash infoHash, long second) {
        SwarmCounts[] counts = {SwarmCounts.ZERO};
        scrape(
                infoHash.high(),
                infoHash.middle(),
                infoHash.low(),
                second,
                (complete, incomplete, downloaders, downloaded) -> {
                    counts[0] = new SwarmCounts(complete, incomplete, downloaders, downloaded);
                });
        return counts[0];
    }

    /** How many shards there are to {@link #clean}. */
    public int shards() {
        return SHARDS;
    }

    /**
     * Forgets the peers of one shard that have fallen silent, in small slices between which announces get their turn. A round goes
     * from shard 0 up; with the last shard it ends.
     */
    public void clean(int shard, long second) {
        synchronized (census) {
            while (!shards[shard].clean((int) second, census)) {
                Thread.onSpinWait();
            }
            if (shard == SHARDS - 1) {
                census.roundEnded();
            }
        }
    }

    /**
     * Cleans one shard and {@linkplain #drop drops} its torrents that may not be served any longer. Costs a call of
     * {@code forbidden} for each torrent that has peers.
     *
     * @param forbidden asked while no lock is held
     */
    public void clean(int shard, long second, Predicate<InfoHash> forbidden) {
        List<InfoHash> slice = new ArrayList<>();
        for (long from = 0; from < SlotIndex.END; ) {
            from = ShardReader.inhabited(shards[shard], from, slice);
            for (InfoHash infoHash : slice) {
                if (forbidden.test(infoHash)) {
                    drop(infoHash);
                }
            }
            slice.clear();
        }
        clean(shard, second);
    }

    /**
     * Forgets a torrent and its peers at once; if {@link SwarmSettings#keepDownloads}, all but its download count. It may
     * come back with the next announce.
     */
    public void drop(InfoHash infoHash) {
        long hash = secret.hash(infoHash);
        shard(hash).drop((int) hash, infoHash);
    }

    /** Whether anything is remembered of a torrent: peers, or a download count. */
    public boolean known(InfoHash infoHash) {
        long hash = secret.hash(infoHash);
        return shard(hash).known((int) hash, infoHash);
    }

    /**
     * Shows all torrents, in no order. One that stays all the while is shown once; one that comes or goes meanwhile may be
     * shown. No lock is held during a visit, and none for longer than it takes to copy some dozen torrents.
     */
    public void torrents(long second, TorrentVisitor visitor) {
        List<ShardReader.Torrent> slice = new ArrayList<>();
        for (Shard shard : shards) {
            for (long from = 0; from < SlotIndex.END; ) {
                from = ShardReader.torrents(shard, from, (int) second, slice);
                for (ShardReader.Torrent torrent : slice) {
                    visitor.visit(torrent.infoHash(), torrent.counts());
                }
                slice.clear();
            }
        }
    }

    /**
     * The peers of a torrent that have not fallen silent, in no order. A client that is present in both address families is
     * listed twice. Peers that stay all the while are listed once; no lock is held for longer than a small swarm takes.
     *
     * @param limit the most peers to list, at least 0; what is allocated is bounded by it
     */
    public List<SwarmPeer> peers(InfoHash infoHash, long second, int limit) {
        return peers(infoHash, second, 0, limit).peers();
    }

    /**
     * Likewise, from the place on that the page before has named as its {@link SwarmPage#next}; whoever stays between two pages is
     * on one of them.
     *
     * @param place 0 for the first page
     * @param limit the most peers of a page, and perhaps one more where two have the same hash
     */
    public SwarmPage peers(InfoHash infoHash, long second, long place, int limit) {
        long hash = secret.hash(infoHash);
        Shard shard = shard(hash);
        ShardReader.PeersOf wanted = new ShardReader.PeersOf(infoHash, (int) hash, second, limit);
        List<SwarmPeer> peers = new ArrayList<>();
        for (Family family : Family.values()) {
            long first = family.ordinal() * SlotIndex.END;
            for (long from = Math.max(0, place - first); from < SlotIndex.END; ) {
                from = wanted.slice(shard, family, from, peers);
                if (from < 0) {
                    return new SwarmPage(peers, OptionalLong.of(first + ~from));
                }
            }
        }
        return new SwarmPage(peers, OptionalLong.empty());
    }

    /** What there is in all. Peers that have fallen silent count until they are cleaned away. Costs the same at any size. */
    public SwarmTotals totals() {
        SwarmTotals sum = SwarmTotals.ZERO;
        for (Shard shard : shards) {
            sum = sum.plus(shard.totals());
        }
        return sum;
    }

    /**
     * How many peers fell silent, and were found and removed, between the last two times that the cleaning came by. About so many
     * have fallen silent and are still there, at any time.
     */
    public long silent() {
        long sum = 0;
        for (Shard shard : shards) {
            sum += shard.silent();
        }
        return sum;
    }

    /**
     * How many different endpoints were in any swarm when the last round of the cleaning came by, as a rule within a percent; a client
     * that is present in both address families has two. Zero until the first round has ended.
     */
    public long uniquePeers() {
        return census.last();
    }

    /**
     * Whether {@link SwarmSettings#maxPeers} is reached, so that peers that come are answered and not stored. At most a hundredth of
     * the places may be empty then; never is one peer more stored.
     */
    public boolean full() {
        return cap.reached();
    }

    /** What has happened since the start. */
    public SwarmActivity activity() {
        SwarmActivity sum = SwarmActivity.NONE;
        for (Shard shard : shards) {
            sum = sum.plus(shard.activity());
        }
        return sum;
    }

    /**
     * Hands over the downloads that have been completed and not handed over yet, a sum for each torrent; none unless
     * {@link SwarmSettings#keepDownloads}. Each is handed over once, even if several threads drain.
     *
     * @param most torrents at a time, at least 0; those of the rest stay for the next drain
     */
    public void drainDownloads(int most, DownloadSink sink) {
        List<Downloads.Completed> slice = new ArrayList<>();
        int left = most;
        for (int i = 0; i < SHARDS && left > 0; ) {
            int wanted = Math.min(left, SLICE);
            shards[i].drainDownloads(wanted, slice);
            slice.forEach(completed -> sink.downloaded(completed.infoHash(), completed.count()));
            left -= slice.size();
            i += slice.size() < wanted ? 1 : 0;
            slice.clear();
        }
    }

    /**
     * Adds to the download count of a torrent what was written down in earlier lives of the tracker; it is not drained again.
     * To be called once a torrent. Does nothing unless {@link SwarmSettings#keepDownloads}, nor beyond
     * {@link SwarmSettings#maxTotals} if the torrent is not listed.
     *
     * @param total at least 0; counts end at {@link Integer#MAX_VALUE}
     * @param second in which the torrent was last announced
     */
    public void restoreDownloads(InfoHash infoHash, long total, long second) {
        long hash = secret.hash(infoHash);
        shard(hash).restoreDownloads((int) hash, infoHash, (int) Math.min(Integer.MAX_VALUE, total), (int) second);
    }

    /**
     * Shows the torrents of one shard that have a download count which outlives their swarms. One that stays all the while is
     * shown once. No lock is held during a visit.
     */
    public void downloads(int shard, long second, DownloadVisitor visitor) {
        if (!shards[shard].downloads.kept()) {
            return;
        }
        List<ShardReader.Downloaded> slice = new ArrayList<>();
        for (long from = 0; from < SlotIndex.END; ) {
            from = ShardReader.downloaded(shards[shard], from, (int) second, slice);
            slice.forEach(torrent -> visitor.visit(torrent.infoHash(), torrent.daysAgo()));
            slice.clear();
        }
    }

    /**
     * Forgets the download count of a torrent, unless it has a swarm or was announced later than so many days ago; if it comes
     * again it begins at 0.
     *
     * @return whether it was forgotten
     */
    public boolean forgetDownloads(InfoHash infoHash, long second, int days) {
        long hash = secret.hash(infoHash);
        return shard(hash).forgetDownloads((int) hash, infoHash, (int) second, days);
    }

    /**
     * Says which torrents gain a download count beyond {@link SwarmSettings#maxTotals}, too.
     *
     * @param listed asked under the lock of a shard; takes none and does not wait
     */
    public void countDownloadsOf(Predicate<InfoHash> listed) {
        downloadCap.except(listed);
    }

    /** How many torrents have a download count that outlives their swarms; 0 unless {@link SwarmSettings#keepDownloads}. */
    public long downloadedTorrents() {
        return downloadCap.held();
    }

    /** How many completions were not counted because {@link SwarmSettings#maxTotals} was reached. */
    public long uncountedDownloads() {
        return downloadCap.refused();
    }

    /** Whether {@link SwarmSettings#maxTotals} is reached, so that only listed torrents gain a download count. */
    public boolean downloadsFull() {
        return downloadCap.reached();
    }

    /** Bytes that the arrays of the store take, without headers of arrays and objects. */
    long heldBytes() {
        long held = census.heldBytes();
        for (Shard shard : shards) {
            held += shard.heldBytes();
        }
        return held;
    }

    /** What can be looked at before up to {@code most} announces over that family are carried out. */
    public SwarmPrefetcher foresight(Family family, int most) {
        return new SwarmPrefetcher(this, family, most);
    }

    /** How many peers and torrents there can be at most. */
    long places() {
        return cap.places();
    }

    /** Of those, the ones that are empty and that no shard keeps for itself. */
    long freePlaces() {
        return cap.free();
    }

    KeyedHasher secret() {
        return secret;
    }

    Shard shard(long hash) {
        return shards[KeyedHasher.shard(hash)];
    }
}
