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

/** Which peers are returned, and how many: section 4.5 and the limits of the defaults table. */
interface ChoiceRules extends Conversation {

    int DEFAULT_PEERS = 50;

    @Test
    default void a_seeder_is_given_downloaders_only() {
        announce(peer(1).left(0));
        announce(peer(2).paused());
        announce(peer(3));
        assertThat(announce(peer(4).left(0)).peers()).containsExactly(v4(3));
    }

    @Test
    default void a_partial_seed_is_given_downloaders_only_and_counts_as_incomplete() {
        announce(peer(1).left(0));
        announce(peer(2));
        Answer partial = announce(peer(3).paused());
        assertThat(partial.peers()).containsExactly(v4(2));
        assertThat(partial.incomplete()).isEqualTo(2);
        announce(peer(4).paused());
        assertThat(announce(peer(3)).peers()).containsExactlyInAnyOrder(v4(1), v4(2), v4(4));
    }

    @Test
    default void a_downloader_is_given_everybody_but_itself() {
        announce(peer(1).left(0));
        announce(peer(2));
        announce(peer(3).paused());
        assertThat(announce(peer(4)).peers()).containsExactlyInAnyOrder(v4(1), v4(2), v4(3));
        assertThat(announce(peer(2)).peers()).containsExactlyInAnyOrder(v4(1), v4(3), v4(4));
    }

    @Test
    default void nobody_is_given_another_port_of_its_own_address_with_its_own_peer_id() {
        announce(peer(1).port(7001));
        announce(peer(2));
        assertThat(announce(peer(1).port(7002)).peers()).containsExactly(v4(2));
    }

    @Test
    default void one_who_leaves_or_wants_no_peers_is_given_none() {
        announce(peer(1));
        assertThat(announce(peer(2).wanted(0)).peers()).isEmpty();
        assertThat(announce(peer(2).stopped()).peers()).isEmpty();
    }

    @Test
    default void one_who_names_no_number_is_given_fifty() {
        join(1, DEFAULT_PEERS + 5, this::peer);
        assertThat(announce(peer(100).wanted(AnnounceRequest.NUM_WANT_DEFAULT)).peers())
                .hasSize(DEFAULT_PEERS)
                .doesNotHaveDuplicates();
    }

    @Test
    default void nobody_is_given_more_than_the_answer_may_hold() {
        int most = frontend().mostPeers(Family.IPV4);
        join(1, most + 5, this::peer);
        assertThat(announce(peer(most + 6).wanted(10_000)).peers())
                .hasSize(most)
                .doesNotHaveDuplicates();
    }

    @Test
    default void nobody_is_given_more_than_the_answer_may_hold_over_ipv6() {
        Requires.ipv6();
        int most = frontend().mostPeers(Family.IPV6);
        join(1, most + 5, this::peer6);
        assertThat(announce(peer6(most + 6).wanted(10_000)).peers())
                .hasSize(most)
                .doesNotHaveDuplicates();
    }

    @Test
    default void every_answer_is_a_fresh_choice() {
        join(1, 60, this::peer);
        Set<Endpoint> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            assertThat(announce(peer(100).wanted(10)).peers())
                    .hasSize(10)
                    .doesNotHaveDuplicates()
                    .doesNotContain(v4(100))
                    .allSatisfy(seen::add);
        }
        // Each of the 60 is missing with a probability of (5/6)^30, so all but one or two have been seen.
        assertThat(seen).hasSizeGreaterThan(45);
    }

    @Test
    default void a_downloader_is_given_half_seeders_and_half_downloaders() {
        join(1, 30, number -> peer(number).left(0));
        join(31, 60, this::peer);
        assertThat(announce(peer(100).wanted(20)).peers())
                .hasSize(20)
                .filteredOn(peer -> peer.port() <= v4(30).port())
                .hasSize(10);
    }

    @Test
    default void where_one_half_is_short_the_other_fills_up() {
        join(1, 3, number -> peer(number).left(0));
        join(4, 30, this::peer);
        assertThat(announce(peer(100).wanted(20)).peers())
                .hasSize(20)
                .doesNotHaveDuplicates()
                .contains(v4(1), v4(2), v4(3));
    }

    private void join(int first, int last, IntFunction<Announce> announce) {
        IntStream.rangeClosed(first, last)
                .forEach(number -> announce(announce.apply(number).wanted(0)));
    }
}
