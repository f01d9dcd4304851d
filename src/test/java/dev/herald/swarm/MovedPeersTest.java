package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * How many peers are moved at most while a shard is locked, for which others wait. What moves many at a time moves them to new
 * memory, so bytes that are allocated count them, whatever the machine. All torrents here are in one shard, as strangers can
 * have them, too.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MovedPeersTest {

    private static final int LIFETIME = 3960;

    /** A page has so many at most, or twice as many where they are of small swarms. */
    private static final int PAGE = 512;

    private static final long PEER_BYTES = Peers.bytesPerPeer(Family.IPV4, true);

    private final KeyedHasher hasher = new KeyedHasher(new Random(3));
    private final Shard shard = new Shard(
            hasher,
            3,
            new SwarmSettings(true, 0),
            LIFETIME,
            new PeerCap.Share(new PeerCap(0)),
            new Downloads.Cap(Long.MAX_VALUE),
            Shard.Bounds.LARGEST);
    private final PeerSink nowhere = (family, wire, offset, count) -> {};
    private final UniquePeerEstimator estimator = new UniquePeerEstimator();
    private long most;

    /** Beside a page of peers, some hundred entries of an index, and the references to its parts. */
    @Test
    void a_large_swarm_grows_and_shrinks_by_a_page() {
        int peers = 300_000;
        for (int peer = 0; peer < peers; peer++) {
            announce(Announces.of(1, peer));
        }
        for (int peer = 0; peer < peers; peer++) {
            announce(Announces.of(1, peer).event(AnnounceEvent.STOPPED));
        }
        assertThat(shard.totals().leechers()).isZero();
        assertThat(most).isBetween(PAGE * PEER_BYTES / 2, PAGE * PEER_BYTES + 64_000);
    }

    /** Nor does an announce pay for the other swarms of its shard. */
    @Test
    void small_swarms_grow_and_shrink_by_a_page() {
        int torrents = 50_000;
        for (int i = 0; i < 3 * torrents; i++) {
            announce(Announces.of(i % torrents, i));
        }
        assertThat(most).isLessThanOrEqualTo(2 * PAGE * PEER_BYTES + 64_000);
        for (int i = 0; i < 2 * torrents; i++) {
            announce(Announces.of(i % torrents, i).event(AnnounceEvent.STOPPED));
        }
        long held = HeldBytes.of(shard);
        round(0);
        round(0);
        assertThat(shard.totals().leechers()).isEqualTo(torrents);
        assertThat(HeldBytes.of(shard)).isLessThan(held * 2 / 3);
        assertThat(most).isLessThanOrEqualTo(2 * PAGE * PEER_BYTES + 64_000);
    }

    /** A swarm is small up to 255 peers of each family, and is cleaned as a whole. */
    @Test
    void the_cleaning_lets_go_of_some_hundred_peers_at_a_time() {
        for (int i = 0; i < 100_000; i++) {
            announce(Announces.of(i % 400, i)); // 250 each
        }
        for (int i = 0; i < 20_000; i++) {
            announce(Announces.of(500, i));
        }
        round(LIFETIME + 1);
        assertThat(shard.totals().leechers()).isZero();
    }

    /** Cleans all that there is. */
    private void round(int after) {
        boolean done = false;
        while (!done) {
            long removed = shard.activity().peersRemoved();
            long before = AllocatedBytes.byThisThread();
            done = shard.clean((int) Announces.START + after, estimator);
            note(before);
            assertThat(shard.activity().peersRemoved() - removed).isLessThanOrEqualTo(PAGE + 2 * SmallPeers.MAX_PEERS);
        }
    }

    private void announce(Announces announce) {
        AnnounceRequest request = announce.request();
        int hash = (int) hasher.hash(request.infoHash());
        int fingerprint = hasher.fingerprint(request);
        long before = AllocatedBytes.byThisThread();
        shard.announce(hash, request, fingerprint, 0, false, nowhere);
        note(before);
    }

    private void note(long before) {
        most = Math.max(most, AllocatedBytes.byThisThread() - before);
    }
}
