package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import org.junit.jupiter.api.Test;

/** Torrents with IPv4 and IPv6 peers: sections 1.6, 4.3 and 4.4 of the protocol reference. */
interface AddressFamilyRules extends SwarmFixture {

    @Test
    default void client_of_both_families_is_counted_once_until_it_has_stopped_in_both() {
        Requires.ipv6();
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
        assertThat(announce(peer6(1)).incomplete()).isEqualTo(1);
        assertThat(announce(peer(1).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer6(1).stopped()).incomplete()).isZero();
    }

    @Test
    default void client_of_both_families_has_the_state_of_its_last_announce() {
        Requires.ipv6();
        announce(peer(1));
        Answer seeding = announce(peer6(1).left(0));
        assertThat(seeding.complete()).isEqualTo(1);
        assertThat(seeding.incomplete()).isZero();
    }

    @Test
    default void completed_download_of_a_client_of_both_families_is_counted_once() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer6(1));
        announce(peer(1).left(0).completed());
        announce(peer6(1).left(0).completed());
        announce(peer6(2));
        announce(peer(2));
        announce(peer6(2).left(0).completed());
        announce(peer(2).left(0));
        assertThat(counts().downloaded()).isEqualTo(2);
        assertThat(counts().complete()).isEqualTo(2);
    }

    @Test
    default void completed_download_is_not_counted_again_when_the_second_family_joins_later() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer(1).left(0).completed());
        announce(peer6(1));
        announce(peer6(1).left(0).completed());
        announce(peer6(2));
        announce(peer6(2).left(0).completed());
        announce(peer(2));
        announce(peer(2).left(0).completed());
        assertThat(counts().downloaded()).isEqualTo(2);
    }

    @Test
    default void completed_download_is_not_counted_again_after_one_family_has_stopped() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer6(1));
        announce(peer(1).left(0).completed());
        announce(peer(1).left(0).stopped());
        announce(peer6(1).left(0).completed());
        announce(peer(1));
        announce(peer(1).left(0).completed());
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void clients_of_both_families_with_the_same_peer_id_are_counted_once_each() {
        Requires.ipv6();
        for (int client = 1; client <= 3; client++) {
            announce(peer(client).id(id(1)));
            announce(peer6(client).id(id(1)));
        }
        assertThat(counts().incomplete()).isEqualTo(3);
        for (int client = 1; client <= 3; client++) {
            announce(peer(client).id(id(1)).left(0).completed());
            announce(peer6(client).id(id(1)).left(0).completed());
        }
        assertThat(counts().complete()).isEqualTo(3);
        assertThat(counts().incomplete()).isZero();
        assertThat(counts().downloaded()).isEqualTo(3);
    }

    @Test
    default void counts_are_the_sum_of_both_families() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer(2).left(0));
        announce(peer6(3));
        Answer last = announce(peer6(4).left(0));
        assertThat(last.complete()).isEqualTo(2);
        assertThat(last.incomplete()).isEqualTo(2);
        assertThat(counts().complete()).isEqualTo(2);
        assertThat(counts().incomplete()).isEqualTo(2);
    }

    @Test
    default void peers_of_one_family_with_the_same_peer_id_are_counted_separately() {
        Requires.ipv6();
        announce(peer6(1));
        assertThat(announce(peer6(2).id(id(1))).incomplete()).isEqualTo(2);
    }

    @Test
    default void peers_of_the_same_family_come_first_and_http_fills_up_from_the_other_family() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer6(2));
        if (frontend().mixesFamilies()) {
            assertThat(announce(peer(3)).peers()).containsExactlyInAnyOrder(v4(1), v6(2));
            assertThat(announce(peer6(4)).peers()).containsExactlyInAnyOrder(v6(2), v4(1), v4(3));
        } else {
            assertThat(announce(peer(3)).peers()).containsExactly(v4(1));
            assertThat(announce(peer6(4)).peers()).containsExactly(v6(2));
        }
        assertThat(announce(peer6(5).numWant(2)).peers()).containsExactlyInAnyOrder(v6(2), v6(4));
    }

    @Test
    default void own_endpoint_of_the_other_family_is_not_returned() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer(2));
        announce(peer6(3));
        assertThat(announce(peer6(1)).peers()).doesNotContain(v4(1), v6(1)).contains(v6(3));
        assertThat(announce(peer(1)).peers()).doesNotContain(v4(1), v6(1)).contains(v4(2));
    }
}
