package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A round of cleaning in slices, with announces and drops between any two of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ShardCleanerTest {

    private static final int LIFETIME = 3960;

    @Test
    void a_round_removes_all_that_had_timed_out_when_it_began() {
        Seeds.runs(100, ShardCleanerTest::round);
    }

    private static void round(SplittableRandom random) {
        KeyedHasher hasher = new KeyedHasher(random);
        Shard shard = new Shard(
                hasher,
                random.nextLong(),
                new SwarmSettings(false, 0, random.nextBoolean(), 0, Integer.MAX_VALUE, false),
                LIFETIME,
                new PeerCap.Share(new PeerCap(0)),
                new Downloads.Cap(Long.MAX_VALUE),
                Shard.Bounds.LARGEST);
        int torrents = 2 + random.nextInt(300);
        for (int torrent = 0; torrent < torrents; torrent++) {
            int peers = random.nextInt(40) == 0 ? 300 + random.nextInt(2000) : 1 + random.nextInt(3);
            for (int peer = 0; peer < peers; peer++) {
                announce(shard, hasher, Announces.of(torrent, peer));
            }
        }
        int now = (int) Announces.START + LIFETIME + 1;
        int added = 0;
        UniquePeerEstimator estimator = new UniquePeerEstimator();
        while (!shard.clean(now, estimator)) {
            int torrent = random.nextInt(torrents);
            switch (random.nextInt(4)) {
                case 0 -> drop(shard, hasher, torrent);
                case 1 ->
                    announce(shard, hasher, Announces.of(10_000 + added++, 1).after(LIFETIME));
                case 2 -> announce(shard, hasher, Announces.of(torrent, 5000).after(LIFETIME));
                default -> drop(shard, hasher, 10_000 + random.nextInt(added + 1));
            }
        }
        Invariants.check(shard);
        SwarmTotals totals = shard.totals();
        SwarmActivity activity = shard.activity();
        long fresh = totals.leechers();
        for (int torrent = 0; torrent < 10_000 + added; torrent++) {
            fresh -= torrent < torrents || torrent >= 10_000 ? fresh(shard, hasher, torrent) : 0;
        }
        assertThat(fresh).as("timed out peers that are left").isZero();
        assertThat(activity.peersAdded() - activity.peersRemoved()).isEqualTo(totals.leechers());
        assertThat(totals.inactive()).as("empty swarms").isZero();
    }

    /** The number of peers that have not timed out. */
    private static long fresh(Shard shard, KeyedHasher hasher, int torrent) {
        var infoHash = Announces.of(torrent, 0).infoHash();
        var query =
                new ShardReader.PeerQuery(infoHash, (int) hasher.hash(infoHash), Announces.START + LIFETIME + 1, 5000);
        var listed = new ArrayList<SwarmPeer>();
        for (long from = 0; from < SlotIndex.END; ) {
            from = query.slice(shard, Family.IPV4, from, listed);
        }
        return listed.size();
    }

    private static void drop(Shard shard, KeyedHasher hasher, int torrent) {
        var infoHash = Announces.of(torrent, 0).infoHash();
        shard.drop((int) hasher.hash(infoHash), infoHash);
    }

    private static void announce(Shard shard, KeyedHasher hasher, Announces announce) {
        AnnounceRequest request = announce.request();
        int hash = (int) hasher.hash(request.infoHash());
        shard.announce(hash, request, hasher.fingerprint(request), 0, false, new CollectingSink());
    }
}
