package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.Seeds;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.PeerSink;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Lets each allocation of an announce fail once: the shard stays consistent, and the announce can be repeated. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AllocationFailuresTest {

    private static final int LIFETIME = 3960;
    private static final int LARGE = 0;

    private final PeerSink ignored = (family, wire, offset, count) -> {};
    private int allowed;
    private int failures;
    private long second = Announces.START;

    @AfterEach
    void allow() {
        Allocation.before = () -> {};
    }

    @Test
    void failed_allocation_leaves_the_shard_consistent() {
        Seeds.runs(3, random -> {
            failures = 0;
            KeyedHasher hasher = new KeyedHasher(new Random(random.nextLong()));
            Shard shard = shard(hasher, random);
            for (int round = 0; round < 2; round++) {
                second += LIFETIME / 2;
                int grown = 0;
                for (int i = 0; i < 900; i++) {
                    announce(shard, hasher, request(random, random.nextInt(20) == 0));
                    grown += isLarge(shard, hasher) ? 1 : 0;
                }
                assertThat(grown).as("announces to a large swarm").isPositive();
                for (int i = 0; i < 1500; i++) {
                    announce(shard, hasher, request(random, random.nextInt(20) > 0));
                }
                clean(shard);
            }
            second += 2 * LIFETIME;
            clean(shard);
            second++;
            clean(shard);
            assertThat(shard.torrents.size()).isZero();
            assertThat(failures).isGreaterThan(50);
        });
    }

    @Test
    void failing_sink_leaves_the_shard_consistent() {
        SplittableRandom random = new SplittableRandom(1);
        KeyedHasher hasher = new KeyedHasher(new Random(1));
        Shard shard = shard(hasher, random);
        PeerSink failing = (family, wire, offset, count) -> {
            throw new IllegalStateException("answer is full");
        };
        announce(shard, hasher, Announces.of(1, 0).request());
        for (int peer = 1; peer < 400; peer++) {
            AnnounceRequest request = Announces.of(1, peer).request();
            int hash = (int) hasher.hash(request.infoHash());
            assertThatThrownBy(() -> shard.announce(hash, request, hasher.fingerprint(request), 50, false, failing))
                    .isInstanceOf(IllegalStateException.class);
            Invariants.check(shard);
        }
        assertThat(shard.totals().leechers()).isEqualTo(400);
    }

    private static Shard shard(KeyedHasher hasher, SplittableRandom random) {
        SwarmSettings settings =
                new SwarmSettings(random.nextBoolean(), 0, random.nextBoolean(), 0, Integer.MAX_VALUE, false);
        return new Shard(
                hasher,
                random.nextLong(),
                settings,
                LIFETIME,
                new PeerCap.Share(new PeerCap(0)),
                new Downloads.Cap(Long.MAX_VALUE),
                Shard.Bounds.LARGEST);
    }

    private static boolean isLarge(Shard shard, KeyedHasher hasher) {
        InfoHash infoHash = Announces.of(LARGE, 0).infoHash();
        int torrent = shard.torrents.find((int) hasher.hash(infoHash), infoHash);
        return torrent >= 0 && shard.isLarge(torrent);
    }

    private AnnounceRequest request(SplittableRandom random, boolean stopped) {
        int torrent = random.nextInt(3) > 0 ? LARGE : random.nextInt(300);
        Announces announce = new Announces(
                torrent,
                random.nextInt(450),
                random.nextInt(8) == 0,
                stopped ? AnnounceEvent.STOPPED : AnnounceEvent.NONE,
                random.nextInt(3),
                0,
                second);
        AnnounceRequest request = announce.request();
        return random.nextInt(6) == 0 ? request.peerId(new PeerId(random.nextInt(70), 7, 7)) : request;
    }

    private void announce(Shard shard, KeyedHasher hasher, AnnounceRequest request) {
        int hash = (int) hasher.hash(request.infoHash());
        boolean done = false;
        for (int first = 0; !done; first++) {
            allowed = first;
            failAfterAllowed();
            try {
                shard.announce(hash, request, hasher.fingerprint(request), 0, false, ignored);
                done = true;
            } catch (OutOfMemoryError e) {
                failures++;
            }
            allow();
            if (!done || first > 0) {
                Invariants.check(shard);
            }
        }
    }

    /** In this thread only, because other tests run at the same time. */
    private void failAfterAllowed() {
        Thread tested = Thread.currentThread();
        Allocation.before = () -> {
            if (Thread.currentThread() == tested && allowed-- == 0) {
                throw new OutOfMemoryError("simulated");
            }
        };
    }

    private void clean(Shard shard) {
        UniquePeerEstimator estimator = new UniquePeerEstimator();
        boolean done = false;
        while (!done) {
            done = shard.clean((int) second, estimator);
            Invariants.check(shard);
        }
    }
}
