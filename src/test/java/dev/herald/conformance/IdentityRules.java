package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import org.junit.jupiter.api.Test;

/** Who is who, and who may leave: sections 4.1 and 4.2. */
interface IdentityRules extends Conversation {

    @Test
    default void another_port_of_the_same_address_is_another_peer() {
        announce(peer(1).port(7001));
        Answer second = announce(peer(1).port(7002).id(id(2)));
        assertThat(second.incomplete()).isEqualTo(2);
        assertThat(second.peers()).containsExactly(new Endpoint(v4(1).address(), 7001));
    }

    @Test
    default void another_address_with_the_same_peer_id_is_another_peer() {
        announce(peer(1));
        Answer second = announce(peer(2).id(id(1)));
        assertThat(second.incomplete()).isEqualTo(2);
        assertThat(second.peers()).containsExactly(v4(1));
    }

    @Test
    default void announcing_again_is_not_a_second_peer() {
        announce(peer(1).started());
        announce(peer(1).started());
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void a_new_peer_id_on_an_endpoint_takes_its_place() {
        announce(peer(1).left(0));
        Answer restarted = announce(peer(1).id(id(99)).started());
        assertThat(restarted.complete()).isZero();
        assertThat(restarted.incomplete()).isEqualTo(1);
    }

    @Test
    default void the_late_stop_of_a_previous_session_removes_nobody() {
        announce(peer(1).id(id(98)));
        announce(peer(1).id(id(99)));
        assertThat(announce(peer(1).id(id(98)).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer(1).id(id(99)).stopped()).incomplete()).isZero();
    }

    @Test
    default void nobody_can_stop_another_by_its_peer_id() {
        announce(peer(1));
        assertThat(announce(peer(2).id(id(1)).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer(3)).peers()).containsExactly(v4(1));
    }

    @Test
    default void the_stop_of_an_unknown_peer_is_answered_and_changes_nothing() {
        Answer answer = announce(peer(1).stopped());
        assertThat(answer.complete() + answer.incomplete()).isZero();
        assertThat(answer.peers()).isEmpty();
        assertThat(counts().incomplete()).isZero();
    }

    @Test
    default void one_who_has_stopped_is_handed_to_nobody() {
        announce(peer(1));
        announce(peer(2));
        announce(peer(1).stopped());
        assertThat(announce(peer(3)).peers()).containsExactly(v4(2));
    }
}
