package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Peer selection and the number of peers: section 4.5 of the protocol reference and the limits of its defaults table. */
interface PeerSelectionRules extends SwarmFixture {

    int DEFAULT_PEERS = 50;

    @Test
    default void seeder_gets_leechers_only() {
        announce(peer(1).left(0));
        announce(peer(2).paused());
        announce(peer(3));
        assertThat(announce(peer(4).left(0)).peers()).containsExactly(v4(3));
    }

    @Test
    default void partial_seed_gets_leechers_only_and_counts_as_incomplete() {
        announce(peer(1).left(0));
        announce(peer(2));
        Answer partial = announce(peer(3).paused());
        assertThat(partial.peers()).containsExactly(v4(2));
        assertThat(partial.incomplete()).isEqualTo(2);
        announce(peer(4).paused());
        assertThat(announce(peer(3)).peers()).containsExactlyInAnyOrder(v4(1), v4(2), v4(4));
    }

    @Test
    default void leecher_gets_all_peers_except_itself() {
        announce(peer(1).left(0));
        announce(peer(2));
        announce(peer(3).paused());
        assertThat(announce(peer(4)).peers()).containsExactlyInAnyOrder(v4(1), v4(2), v4(3));
        assertThat(announce(peer(2)).peers()).containsExactlyInAnyOrder(v4(1), v4(3), v4(4));
    }

    @Test
    default void peer_with_the_same_address_and_peer_id_on_another_port_is_not_returned() {
        announce(peer(1).port(7001));
        announce(peer(2));
        assertThat(announce(peer(1).port(7002)).peers()).containsExactly(v4(2));
    }

    @Test
    default void stopped_event_or_num_want_0_gets_no_peers() {
        announce(peer(1));
        assertThat(announce(peer(2).numWant(0)).peers()).isEmpty();
        assertThat(announce(peer(2).stopped()).peers()).isEmpty();
    }

    @Test
    default void default_num_want_is_50() {
        join(1, DEFAULT_PEERS + 5, this::peer);
        assertThat(announce(peer(100).numWant(AnnounceRequest.NUM_WANT_DEFAULT)).peers())
                .hasSize(DEFAULT_PEERS)
                .doesNotHaveDuplicates();
    }

    @Test
    default void num_want_is_limited_to_the_maximum_of_the_frontend() {
        int max = frontend().maxPeers(Family.IPV4);
        join(1, max + 5, this::peer);
        assertThat(announce(peer(max + 6).numWant(10_000)).peers()).hasSize(max).doesNotHaveDuplicates();
    }

    @Test
    default void num_want_is_limited_to_the_maximum_of_the_frontend_over_ipv6() {
        Requires.ipv6();
        int max = frontend().maxPeers(Family.IPV6);
        join(1, max + 5, this::peer6);
        assertThat(announce(peer6(max + 6).numWant(10_000)).peers())
                .hasSize(max)
                .doesNotHaveDuplicates();
    }

    @Test
    default void each_announce_gets_a_new_random_selection() {
        join(1, 60, this::peer);
        Set<Endpoint> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            assertThat(announce(peer(100).numWant(10)).peers())
                    .hasSize(10)
                    .doesNotHaveDuplicates()
                    .doesNotContain(v4(100))
                    .allSatisfy(seen::add);
        }
        // Each of the 60 peers is missing with a probability of (5/6)^30, so nearly all of them are returned.
        assertThat(seen).hasSizeGreaterThan(45);
    }

    @Test
    default void leecher_gets_half_seeders_and_half_leechers() {
        join(1, 30, number -> peer(number).left(0));
        join(31, 60, this::peer);
        assertThat(announce(peer(100).numWant(20)).peers())
                .hasSize(20)
                .filteredOn(peer -> peer.port() <= v4(30).port())
                .hasSize(10);
    }

    @Test
    default void too_few_seeders_are_filled_up_with_leechers() {
        join(1, 3, number -> peer(number).left(0));
        join(4, 30, this::peer);
        assertThat(announce(peer(100).numWant(20)).peers())
                .hasSize(20)
                .doesNotHaveDuplicates()
                .contains(v4(1), v4(2), v4(3));
    }

    private void join(int first, int last, IntFunction<Announce> announce) {
        IntStream.rangeClosed(first, last)
                .forEach(number -> announce(announce.apply(number).numWant(0)));
    }
}
