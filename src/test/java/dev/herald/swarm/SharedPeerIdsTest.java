package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Peer ids are chosen by clients, and some ship one for all. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SharedPeerIdsTest {

    private static final PeerId SHARED = new PeerId(7, 7, 7);
    private static final int LIFETIME = 3960;
    private static final int CLIENTS = 40;

    private final Swarms swarms = new Swarms(new SwarmSettings(true, 0), LIFETIME, new Random(1));

    @Test
    void shared_peer_id_of_both_families_leaves_no_counts_in_a_large_swarm() {
        for (int peer = 0; peer < CLIENTS; peer++) {
            shared(Announces.of(1, peer));
            shared(Announces.of(1, peer).overIpv6());
        }
        assertThat(swarms.totals().leechers())
                .as("clients, each present in both families")
                .isEqualTo(CLIENTS);
        for (int peer = CLIENTS; peer < CLIENTS + 400; peer++) {
            announce(Announces.of(1, peer).request());
            announce(Announces.of(1, 1000 + peer).overIpv6().request());
        }
        for (int peer = 0; peer < CLIENTS; peer++) {
            shared(Announces.of(1, peer).left(0).event(AnnounceEvent.COMPLETED));
            shared(Announces.of(1, peer).overIpv6().left(0).event(AnnounceEvent.COMPLETED));
        }
        Invariants.check(swarms);
        for (int peer = 0; peer < CLIENTS; peer++) {
            shared(Announces.of(1, peer).event(AnnounceEvent.STOPPED));
            shared(Announces.of(1, peer).overIpv6().event(AnnounceEvent.STOPPED));
        }

        SwarmCounts counts = announce(Announces.of(1, 5000).request());

        Invariants.check(swarms);
        assertThat(counts.incomplete()).isEqualTo(801);
        assertThat(counts.downloaded())
                .as("completions of clients, not of their addresses")
                .isEqualTo(CLIENTS);
        assertThat(counts.complete()).isZero();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(1, 0, 0, 801, counts.downloaded()));
        Announces.clean(swarms, LIFETIME + 1);
        assertThat(swarms.totals()).isEqualTo(SwarmTotals.ZERO);
    }

    private void shared(Announces announce) {
        announce(announce.request().peerId(SHARED));
    }

    private SwarmCounts announce(AnnounceRequest request) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(request, 0, false, answer);
        return answer.counts;
    }
}
