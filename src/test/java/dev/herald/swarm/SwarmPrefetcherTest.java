package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmPrefetcherTest {

    private static final int MOST = 64;
    private static final int LARGE = 2000;
    private static final int SMALL = 7;

    private final Swarms swarms = swarms();
    private final SwarmPrefetcher prefetcher = swarms.prefetcher(Family.IPV4, MOST);

    @Test
    void finds_small_swarms_and_the_peers_of_large_ones_and_nothing_else() {
        fill(swarms);

        expect(Announces.of(SMALL, 1));
        assertThat(prefetcher.prefetch()).isEqualTo(1);
        expect(Announces.of(LARGE, 1999));
        expect(Announces.of(LARGE, 3));
        assertThat(prefetcher.prefetch()).isEqualTo(2);
        expect(Announces.of(LARGE + 1, 1));
        assertThat(prefetcher.prefetch()).isZero();
        assertThat(prefetcher.prefetch()).isZero();
    }

    @Test
    void leaves_out_what_is_too_much_for_it() {
        fill(swarms);
        for (int peer = 0; peer < 2 * MOST; peer++) {
            expect(Announces.of(LARGE, peer));
        }
        assertThat(prefetcher.prefetch()).isEqualTo(MOST);
    }

    @Test
    void makes_no_difference_to_any_answer() {
        Swarms alone = swarms();
        fill(swarms);
        fill(alone);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            Announces announce = Announces.of(
                            random.nextBoolean() ? LARGE : random.nextInt(SMALL + 3), random.nextInt(LARGE))
                    .left(random.nextInt(2))
                    .event(random.nextInt(4) == 0 ? AnnounceEvent.STOPPED : AnnounceEvent.NONE);
            expect(announce);
            if (i % MOST == 0) {
                prefetcher.prefetch();
            }
            Collected seen = new Collected();
            Collected unseen = new Collected();
            swarms.announce(announce.request(), 50, false, seen);
            alone.announce(announce.request(), 50, false, unseen);
            assertThat(seen.counts).isEqualTo(unseen.counts);
            assertThat(seen.peers).isEqualTo(unseen.peers);
        }
    }

    @Test
    void does_not_mind_that_everything_changes_meanwhile() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> crowd = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 30; round++) {
                for (int peer = 0; peer < LARGE; peer++) {
                    swarms.announce(Announces.of(LARGE, peer).request(), 0, false, new Collected());
                    swarms.announce(Announces.of(peer, 0).request(), 0, false, new Collected());
                }
                for (int peer = 0; peer < LARGE; peer++) {
                    AnnounceRequest stop = Announces.of(LARGE, peer)
                            .event(AnnounceEvent.STOPPED)
                            .request();
                    swarms.announce(stop, 0, false, new Collected());
                }
                for (int shard = 0; shard < swarms.shards(); shard++) {
                    swarms.clean(shard, Announces.START + round % 3 * 4000L);
                }
            }
        });
        CompletableFuture<Void> ended = crowd.whenComplete((nothing, failure) -> over.set(true));
        Random random = new Random(5);
        while (!over.get()) {
            for (int i = 0; i < MOST; i++) {
                expect(Announces.of(random.nextBoolean() ? LARGE : random.nextInt(LARGE), random.nextInt(LARGE)));
            }
            assertThat(prefetcher.prefetch()).isBetween(0, MOST);
        }
        ended.join();
    }

    private static Swarms swarms() {
        return new Swarms(new SwarmSettings(true, 0, true), 3960, new Random(1));
    }

    private static void fill(Swarms swarms) {
        for (int peer = 0; peer < LARGE; peer++) {
            swarms.announce(Announces.of(LARGE, peer).request(), 0, false, new Collected());
        }
        swarms.announce(Announces.of(SMALL, 1).request(), 0, false, new Collected());
    }

    private void expect(Announces announce) {
        AnnounceRequest request = announce.request();
        prefetcher.add(
                request.hashHigh(),
                request.hashMiddle(),
                request.hashLow(),
                request.sourceHigh(),
                request.sourceLow(),
                request.port());
    }
}
