package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not listen on a port: section 4.6 of the protocol reference. */
interface UnreachablePeerRules extends SwarmFixture {

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    default void client_without_a_port_gets_peers_and_is_not_stored(int port) {
        announce(peer(1));
        Answer answer = announce(peer(2).port(port).started());
        assertThat(answer.peers()).containsExactly(v4(1));
        assertThat(answer.incomplete()).isEqualTo(1);
        assertThat(announce(peer(3)).peers()).containsExactly(v4(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    default void stopped_event_without_a_port_removes_the_client_on_all_ports(int port) {
        announce(peer(1).port(7001));
        announce(peer(1).port(7002));
        announce(peer(1).port(7003).id(id(2)));
        announce(peer(2).id(id(1)));
        Answer answer = announce(peer(1).port(port).stopped());
        assertThat(answer.incomplete()).isEqualTo(2);
    }

    @Test
    default void port_65535_is_valid() {
        announce(peer(1).port(65535));
        assertThat(announce(peer(2)).peers())
                .containsExactly(peer(1).port(65535).peer());
    }
}
