package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that nobody can connect to: section 4.6. */
interface UnreachableRules extends Conversation {

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    default void one_who_does_not_listen_is_answered_and_not_stored(int port) {
        announce(peer(1));
        Answer answer = announce(peer(2).port(port).started());
        assertThat(answer.peers()).containsExactly(v4(1));
        assertThat(answer.incomplete()).isEqualTo(1);
        assertThat(announce(peer(3)).peers()).containsExactly(v4(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    default void a_stop_without_a_port_removes_that_client_wherever_it_listened(int port) {
        announce(peer(1).port(7001));
        announce(peer(1).port(7002));
        announce(peer(1).port(7003).id(id(2)));
        announce(peer(2).id(id(1)));
        Answer answer = announce(peer(1).port(port).stopped());
        assertThat(answer.incomplete()).isEqualTo(2);
    }

    @Test
    default void the_highest_port_is_a_port() {
        announce(peer(1).port(65535));
        assertThat(announce(peer(2)).peers())
                .containsExactly(peer(1).port(65535).peer());
    }
}
