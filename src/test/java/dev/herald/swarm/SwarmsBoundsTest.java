package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The bounds of a shard and of a swarm, and hashes that strangers choose. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsBoundsTest {

    private static final int LIFETIME = 3960;

    @Test
    void info_hashes_with_one_prefix_are_spread_over_all_shards() {
        Swarms swarms = swarms(false, Shard.Bounds.LARGEST);
        int torrents = 256 * 200;
        for (int i = 0; i < torrents; i++) {
            announce(swarms, Announces.of(1, 1).request().infoHash(new InfoHash(0x0102_0304_0506_0708L, 0, i)));
        }
        List<Integer> sizes = new ArrayList<>();
        for (int shard = 0; shard < swarms.shards(); shard++) {
            sizes.add(shard(swarms, shard).torrents.size());
        }
        assertThat(sizes).allMatch(size -> size > 120 && size < 280, "near 200");
    }

    @Test
    void torrents_beyond_the_shard_bound_are_answered_and_not_stored() {
        Swarms swarms = swarms(true, new Shard.Bounds(2, 1000));
        for (int torrent = 0; torrent < 5000; torrent++) {
            assertThat(announce(swarms, Announces.of(torrent, 1).request()))
                    .isIn(SwarmCounts.ZERO, new SwarmCounts(0, 1, 1, 0));
        }
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(512, 0, 0, 512, 0));
        assertThat(swarms.activity().shardFull()).isEqualTo(5000 - 512);
        assertThat(swarms.activity().peersUpdated()).isZero();
        Invariants.check(swarms);

        for (int torrent = 0; torrent < 5000; torrent++) {
            announce(swarms, Announces.of(torrent, 2).request());
        }
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(512, 0, 0, 1024, 0));
        Announces.clean(swarms, LIFETIME + 1);
        assertThat(announce(swarms, Announces.of(7000, 1).after(LIFETIME + 1).request())
                        .incomplete())
                .isEqualTo(1);
    }

    @Test
    void download_counts_beyond_the_shard_bound_are_not_restored() {
        Swarms swarms = swarms(true, new Shard.Bounds(2, 1000));
        for (int torrent = 0; torrent < 5000; torrent++) {
            swarms.restoreDownloads(Announces.of(torrent, 1).infoHash(), 3, 0);
        }
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(512, 512, 0, 0, 3 * 512));
        Invariants.check(swarms);
        for (int torrent = 0; torrent < 5000; torrent++) {
            announce(swarms, Announces.of(torrent, 1).request());
            announce(swarms, Announces.of(torrent, 1).left(0).request());
        }
        Invariants.check(swarms);
        Announces.clean(swarms, LIFETIME + 1);
        Invariants.check(swarms);
        assertThat(swarms.totals().torrents()).isEqualTo(512);
    }

    @Test
    void peers_beyond_the_swarm_bound_are_answered_and_not_stored() {
        Swarms swarms = swarms(false, new Shard.Bounds(100, 300));
        for (int peer = 0; peer < 400; peer++) {
            announce(swarms, Announces.of(1, peer).request());
            announce(swarms, Announces.of(1, 1000 + peer).overIpv6().request());
        }
        assertThat(swarms.totals().leechers()).isEqualTo(600);
        assertThat(swarms.activity().swarmFull()).isEqualTo(200);
        Invariants.check(swarms);

        AnnounceRequest restarted = Announces.of(1, 5).request().peerId(new PeerId(99, 99, 99));
        assertThat(announce(swarms, restarted).incomplete()).isEqualTo(600);
        announce(swarms, Announces.of(1, 6).event(AnnounceEvent.STOPPED).request());
        assertThat(announce(swarms, Announces.of(1, 399).request()).incomplete())
                .isEqualTo(600);
        Invariants.check(swarms);
    }

    /** They are found without a scan, and take no more memory than peers with different ids. */
    @Test
    void any_number_of_peers_can_share_a_peer_id() {
        int peers = 100_000;
        long[] held = new long[2];
        for (boolean shared : new boolean[] {false, true}) {
            Swarms swarms = swarms(false, Shard.Bounds.LARGEST);
            for (int peer = 0; peer < peers; peer++) {
                PeerId id = shared ? new PeerId(7, 7, 7) : new PeerId(peer, 0, 0);
                announce(swarms, Announces.of(1, peer).request().peerId(id));
                announce(swarms, Announces.of(1, peer).overIpv6().request().peerId(id));
            }
            assertThat(swarms.totals().leechers()).isEqualTo(peers);
            LargePeers ipv4 = (LargePeers) swarm(swarms).ipv4;
            // Some of the ids have equal fingerprints.
            assertThat(ipv4.ids.size()).isBetween(shared ? 0 : peers - 20, shared ? 0 : peers);
            held[shared ? 1 : 0] = HeldBytes.of(swarms);
            for (int peer = 0; peer < peers; peer++) {
                PeerId id = shared ? new PeerId(7, 7, 7) : new PeerId(peer, 0, 0);
                Announces stopped = Announces.of(1, peer).event(AnnounceEvent.STOPPED);
                announce(swarms, stopped.request().peerId(id));
            }
            assertThat(swarms.totals().leechers()).isEqualTo(peers);
            Invariants.check(swarms);
        }
        assertThat(held[1]).isLessThan(held[0]);
    }

    /** On a private tracker the fingerprints of one user begin with equal bits, and the user can choose the others. */
    @Test
    void peer_ids_of_one_user_do_not_enlarge_the_index() {
        Swarms swarms = new Swarms(
                new SwarmSettings(false, 0, false, 0, Integer.MAX_VALUE, true),
                LIFETIME,
                new Random(1),
                Shard.Bounds.LARGEST);
        AccessKey key = AccessKey.of("the-key-of-alice-1");
        for (int peer = 0; peer < 20_000; peer++) {
            AnnounceRequest request = new AnnounceRequest()
                    .infoHash(Announces.of(1, 1).infoHash())
                    .peerId(new PeerId(peer, 0, 0))
                    .source(Address.ofIpv4(0x0a000001), 2 + peer)
                    .progress(AnnounceEvent.NONE, 1, 0, 0)
                    .numWant(0, 200, false)
                    .received(key, Announces.START);
            announce(swarms, request);
        }
        assertThat(swarm(swarms).ipv4.size()).isEqualTo(20_000);
        assertThat(HeldBytes.of(swarms)).isLessThan(2_000_000);
        Invariants.check(swarms);
    }

    private static Swarm swarm(Swarms swarms) {
        InfoHash infoHash = Announces.of(1, 0).infoHash();
        long hash = swarms.hasher.hash(infoHash);
        Shard shard = swarms.shard(hash);
        return shard.open(shard.torrents.find((int) hash, infoHash));
    }

    private static Shard shard(Swarms swarms, int number) {
        return swarms.shard((long) number << (Long.SIZE - KeyedHasher.SHARD_BITS));
    }

    private static SwarmCounts announce(Swarms swarms, AnnounceRequest request) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(request, 0, false, answer);
        return answer.counts;
    }

    private static Swarms swarms(boolean keep, Shard.Bounds bounds) {
        return new Swarms(
                new SwarmSettings(false, 0, keep, 0, Integer.MAX_VALUE, false), LIFETIME, new Random(1), bounds);
    }
}
