package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import org.junit.jupiter.api.Test;

/** One torrent, two address families: sections 1.6, 4.3 and 4.4. */
interface FamilyRules extends Conversation {

    @Test
    default void a_client_that_announces_over_both_families_counts_once_until_it_has_left_both() {
        Requires.ipv6();
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
        assertThat(announce(peer6(1)).incomplete()).isEqualTo(1);
        assertThat(announce(peer(1).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer6(1).stopped()).incomplete()).isZero();
    }

    @Test
    default void a_client_of_both_families_is_what_it_last_said_it_is() {
        Requires.ipv6();
        announce(peer(1));
        Answer seeding = announce(peer6(1).left(0));
        assertThat(seeding.complete()).isEqualTo(1);
        assertThat(seeding.incomplete()).isZero();
    }

    @Test
    default void a_client_of_both_families_completes_once_whichever_says_so_first() {
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
    default void a_client_that_joins_over_its_second_family_after_it_was_counted_is_not_counted_again() {
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
    default void a_client_that_was_counted_and_left_one_family_is_not_counted_again_in_the_other() {
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
    default void clients_of_both_families_that_ship_one_peer_id_count_and_complete_once_each() {
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
    default void peers_of_one_family_with_one_peer_id_count_separately() {
        Requires.ipv6();
        announce(peer6(1));
        assertThat(announce(peer6(2).id(id(1))).incomplete()).isEqualTo(2);
    }

    @Test
    default void peers_of_the_own_family_come_first_and_the_other_fills_up_where_the_frontend_can() {
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
        assertThat(announce(peer6(5).wanted(2)).peers()).containsExactlyInAnyOrder(v6(2), v6(4));
    }

    @Test
    default void nobody_is_given_its_own_endpoint_of_the_other_family() {
        Requires.ipv6();
        announce(peer(1));
        announce(peer(2));
        announce(peer6(3));
        assertThat(announce(peer6(1)).peers()).doesNotContain(v4(1), v6(1)).contains(v6(3));
        assertThat(announce(peer(1)).peers()).doesNotContain(v4(1), v6(1)).contains(v4(2));
    }
}
