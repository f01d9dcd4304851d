package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import org.junit.jupiter.api.Test;

/** Identity of peers, and the stopped event: sections 4.1 and 4.2 of the protocol reference. */
interface PeerIdentityRules extends SwarmFixture {

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
    default void repeated_announce_adds_no_second_peer() {
        announce(peer(1).started());
        announce(peer(1).started());
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void new_peer_id_on_an_endpoint_replaces_the_peer() {
        announce(peer(1).left(0));
        Answer restarted = announce(peer(1).id(id(99)).started());
        assertThat(restarted.complete()).isZero();
        assertThat(restarted.incomplete()).isEqualTo(1);
    }

    @Test
    default void stopped_event_with_a_previous_peer_id_removes_no_peer() {
        announce(peer(1).id(id(98)));
        announce(peer(1).id(id(99)));
        assertThat(announce(peer(1).id(id(98)).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer(1).id(id(99)).stopped()).incomplete()).isZero();
    }

    @Test
    default void stopped_event_from_another_address_with_the_same_peer_id_removes_no_peer() {
        announce(peer(1));
        assertThat(announce(peer(2).id(id(1)).stopped()).incomplete()).isEqualTo(1);
        assertThat(announce(peer(3)).peers()).containsExactly(v4(1));
    }

    @Test
    default void stopped_event_of_an_unknown_peer_is_accepted_and_changes_nothing() {
        Answer answer = announce(peer(1).stopped());
        assertThat(answer.complete() + answer.incomplete()).isZero();
        assertThat(answer.peers()).isEmpty();
        assertThat(counts().incomplete()).isZero();
    }

    @Test
    default void stopped_peer_is_not_returned() {
        announce(peer(1));
        announce(peer(2));
        announce(peer(1).stopped());
        assertThat(announce(peer(3)).peers()).containsExactly(v4(2));
    }
}
