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
 * Limits how many peers are moved at a time while a shard is locked. Peers are moved in bulk to new arrays only, so the allocated bytes
 * measure it on any machine. All torrents are in one shard.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MovedPeersTest {

    private static final int LIFETIME = 3960;

    /** Peers of a page of a large swarm; a page of small swarms has twice as many. */
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
    private final PeerSink ignored = (family, wire, offset, count) -> {};
    private final UniquePeerEstimator estimator = new UniquePeerEstimator();
    private long most;

    /** The rest is for some hundred entries of an index and the references to its segments. */
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

    /** An announce does not move the other swarms of its shard. */
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
    void a_cleaning_slice_removes_some_hundred_peers_at_most() {
        for (int i = 0; i < 100_000; i++) {
            announce(Announces.of(i % 400, i)); // 250 each
        }
        for (int i = 0; i < 20_000; i++) {
            announce(Announces.of(500, i));
        }
        round(LIFETIME + 1);
        assertThat(shard.totals().leechers()).isZero();
    }

    /** Carries out a round of cleaning. */
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
        shard.announce(hash, request, fingerprint, 0, false, ignored);
        note(before);
    }

    private void note(long before) {
        most = Math.max(most, AllocatedBytes.byThisThread() - before);
    }
}
