package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store with a limit of peers and torrents together. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsCapTest {

    private static final int LIFETIME = 3960;

    private int returned;

    @Test
    void peers_beyond_the_cap_are_answered_and_not_stored() {
        Swarms swarms = capped(3);
        announce(swarms, Announces.of(1, 1));
        assertThat(swarms.full()).isFalse();
        announce(swarms, Announces.of(1, 2).left(0));
        assertThat(swarms.full()).isTrue();
        returned = 0;

        SwarmCounts counts = announce(swarms, Announces.of(1, 3));

        assertThat(returned).isEqualTo(2);
        assertThat(counts).isEqualTo(new SwarmCounts(1, 1, 1, 0));
        assertThat(swarms.peers(Announces.of(1, 1).infoHash(), Announces.START, 10))
                .hasSize(2);
        assertThat(swarms.activity().storeFull()).isEqualTo(1);
        assertThat(swarms.activity().peersUpdated()).isZero();
    }

    @Test
    void torrents_beyond_the_cap_are_not_stored() {
        Swarms swarms = capped(2);
        announce(swarms, Announces.of(1, 1));

        assertThat(announce(swarms, Announces.of(2, 2))).isEqualTo(SwarmCounts.ZERO);

        assertThat(swarms.totals().torrents()).isEqualTo(1);
        assertThat(swarms.activity().torrentsAdded()).isEqualTo(1);
        assertThat(swarms.activity().storeFull()).isEqualTo(1);
        assertThat(swarms.activity().peersUpdated()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 300})
    void stored_peers_can_change_and_stop_at_the_cap(int peers) {
        Swarms swarms = capped(peers + 1);
        for (int i = 0; i < peers; i++) {
            announce(swarms, Announces.of(1, i));
        }
        announce(swarms, Announces.of(1, peers));

        SwarmCounts finished = announce(swarms, Announces.of(1, 0).left(0).event(AnnounceEvent.COMPLETED));
        assertThat(finished).isEqualTo(new SwarmCounts(1, peers - 1, peers - 1, 1));
        SwarmCounts paused = announce(swarms, Announces.of(1, 0).event(AnnounceEvent.PAUSED));
        assertThat(paused).isEqualTo(new SwarmCounts(0, peers, peers - 1, 1));
        announce(swarms, Announces.of(1, 1).event(AnnounceEvent.STOPPED));
        assertThat(swarms.full()).isFalse();
        assertThat(announce(swarms, Announces.of(1, peers)).incomplete()).isEqualTo(peers);
        assertThat(swarms.full()).isTrue();
        assertThat(swarms.activity().storeFull()).isEqualTo(1);
    }

    /** A client of both families is two peers, and a torrent counts like a peer; with small and large swarms, time-outs and drops. */
    @ParameterizedTest
    @ValueSource(ints = {500, 1000, 51_199})
    void small_cap_is_reached_exactly(int cap) {
        Swarms swarms = capped(cap);
        Random random = new Random(cap);
        for (int round = 0; round < 3; round++) {
            fill(swarms, cap, random);
            assertThat(stored(swarms)).isEqualTo(cap);
            assertThat(swarms.full()).isTrue();
            switch (round) {
                case 0 -> Announces.clean(swarms, LIFETIME + 1);
                case 1 -> {
                    for (int torrent = 0; torrent < 1000; torrent++) {
                        swarms.drop(Announces.of(torrent, 0).infoHash());
                    }
                }
                default -> {
                    return;
                }
            }
            assertThat(stored(swarms)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {51_200, 200_000})
    void large_cap_is_reached_within_a_hundredth_and_never_exceeded(int cap) {
        Swarms swarms = capped(cap);
        for (int i = 0; i < cap + cap / 10; i++) {
            announce(swarms, Announces.of(i % 7 == 0 ? 1 : i, i).numWant(0));
        }
        assertThat(stored(swarms)).isBetween(cap - cap / 100L, (long) cap);
        assertThat(swarms.full()).isTrue();
        assertThat(swarms.activity().storeFull()).isGreaterThanOrEqualTo(cap / 10);
        Announces.clean(swarms, LIFETIME + 1);
        assertThat(stored(swarms)).isZero();
        assertThat(swarms.full()).isFalse();
    }

    @Test
    void concurrent_announces_do_not_exceed_the_cap() throws Exception {
        int cap = 20_000;
        Swarms swarms = capped(cap);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread * 100_000;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 40_000; i++) {
                    announce(swarms, Announces.of(i % 3000, first + i % 15_000).numWant(0));
                    if (i % 3 == 0) {
                        announce(
                                swarms,
                                Announces.of(i % 3000, first + i % 15_000).event(AnnounceEvent.STOPPED));
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(stored(swarms)).isLessThanOrEqualTo(cap);
        fill(swarms, cap, new Random(1));
        assertThat(stored(swarms)).isEqualTo(cap);
    }

    @Test
    void negative_cap_is_rejected() {
        assertThatThrownBy(() -> new SwarmSettings(true, 0, true, -1, Integer.MAX_VALUE, false))
                .hasMessage("herald.memory.max-peers must be at least 0, but is -1");
    }

    private void fill(Swarms swarms, int cap, Random random) {
        for (int i = 0; i < cap * 3; i++) {
            Announces announce = Announces.of(i % 4 == 0 ? 1 : random.nextInt(1000), i);
            announce(swarms, random.nextInt(4) == 0 ? announce.overIpv6() : announce);
        }
    }

    private SwarmCounts announce(Swarms swarms, Announces announce) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(announce.request(), announce.numWant(), false, answer);
        returned += answer.peers.size();
        return answer.counts;
    }

    private static long stored(Swarms swarms) {
        SwarmActivity activity = swarms.activity();
        return activity.peersAdded() - activity.peersRemoved() + activity.torrentsAdded() - activity.torrentsRemoved();
    }

    private static Swarms capped(int peers) {
        return new Swarms(new SwarmSettings(false, 0, false, peers, Integer.MAX_VALUE, false), LIFETIME, new Random(3));
    }
}
