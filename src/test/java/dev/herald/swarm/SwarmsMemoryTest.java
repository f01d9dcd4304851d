package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that the store allocates, holds and releases. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsMemoryTest {

    private static final int LIFETIME = 3960;

    private final PeerSink ignored = new PeerSink() {
        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            taken += count;
        }
    };

    private long taken;

    /** Only the counts of the answer are allocated, whatever the number of peers. */
    @ParameterizedTest
    @ValueSource(ints = {2, 200, 5000})
    void a_renewal_allocates_nothing_per_peer(int peers) {
        Swarms swarms = swarms(true);
        for (int i = 0; i < peers; i++) {
            swarms.announce(Announces.of(1, i).request(), 50, false, ignored);
        }
        AnnounceRequest renewal = Announces.of(1, 0).request();
        taken = 0;
        long perAnnounce = AllocatedBytes.perCall(() -> swarms.announce(renewal, 50, false, ignored));
        assertThat(taken).isEqualTo((long) AllocatedBytes.CALLS * Math.min(50, peers - 1));
        assertThat(perAnnounce).isLessThanOrEqualTo(32);
    }

    @Test
    void a_peer_of_a_small_swarm_costs_little_more_than_its_bytes() {
        Swarms swarms = swarms(false);
        long before = HeldBytes.of(swarms);
        for (int torrent = 0; torrent < 100_000; torrent++) {
            for (int peer = 0; peer < 2; peer++) {
                swarms.announce(Announces.of(torrent, peer).request(), 0, false, ignored);
            }
        }
        // 14 bytes a peer, and 48 bytes and a slot of the index a torrent.
        assertThat((HeldBytes.of(swarms) - before) / 200_000).isLessThan(50);
    }

    @Test
    void memory_is_released_after_peers_time_out() {
        Swarms swarms = swarms(true);
        long before = HeldBytes.of(swarms);
        for (int i = 0; i < 200_000; i++) {
            swarms.announce(Announces.of(i % 3 == 0 ? 1 : i % 50_000, i).request(), 0, false, ignored);
        }
        long peak = HeldBytes.of(swarms);
        assertThat(peak - before).isGreaterThan(200_000L * (14 + Peers.DETAIL_BYTES));
        Announces.clean(swarms, LIFETIME + 1);
        Announces.clean(swarms, LIFETIME + 2);
        assertThat(swarms.scrape(Announces.of(1, 0).infoHash(), Announces.START + LIFETIME + 2))
                .isEqualTo(SwarmCounts.ZERO);
        assertThat(HeldBytes.of(swarms) - before).isLessThan((peak - before) / 50);
    }

    @Test
    void memory_is_released_after_peers_stop() {
        Swarms swarms = swarms(true);
        long before = HeldBytes.of(swarms);
        for (int i = 0; i < 100_000; i++) {
            swarms.announce(Announces.of(i % 5, i).request(), 0, false, ignored);
        }
        long peak = HeldBytes.of(swarms);
        for (int i = 0; i < 100_000; i++) {
            swarms.announce(Announces.of(i % 5, i).event(AnnounceEvent.STOPPED).request(), 0, false, ignored);
        }
        Announces.clean(swarms, 1);
        Announces.clean(swarms, 2);
        assertThat(HeldBytes.of(swarms) - before).isLessThan((peak - before) / 50);
    }

    /** The design requires ten minutes; the cleaner runs every 45 seconds here. */
    @Test
    void memory_of_swarms_of_all_sizes_is_released_within_ten_minutes() {
        Swarms swarms = swarms(true);
        long before = HeldBytes.of(swarms);
        for (int i = 0; i < 300_000; i++) {
            // 200 large swarms, one of which is very large, and 50,000 small ones.
            int torrent = i % 3 == 0 ? i % 50_000 : i % 2 == 0 ? i % 200 : 1;
            swarms.announce(Announces.of(torrent, i).after(i / 1000).request(), 0, false, ignored);
        }
        long peak = HeldBytes.of(swarms);
        for (int seconds = LIFETIME + 300; seconds < LIFETIME + 300 + 600; seconds += 45) {
            Announces.clean(swarms, seconds);
        }
        assertThat(swarms.totals().torrents()).isZero();
        // Each shard that had torrents keeps a segment of its index and a page.
        assertThat(HeldBytes.of(swarms) - before).isLessThan((peak - before) / 50);
    }

    private static Swarms swarms(boolean details) {
        return new Swarms(new SwarmSettings(details, 0), LIFETIME, new Random(3));
    }
}
