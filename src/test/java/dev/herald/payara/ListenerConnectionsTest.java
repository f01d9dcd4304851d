package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import dev.herald.http.netty.ConnectionLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerConnectionsTest {

    private static final Address CLIENT = Address.parse("192.0.2.1").orElseThrow();
    private static final Address PROXY = Address.parse("192.0.2.2").orElseThrow();

    private final ConnectionLimiter admission =
            new ConnectionLimiter(6, 2, List.of(Network.parse("192.0.2.2").orElseThrow()), List.of(), new Random(1));
    private long now = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();
    private final ListenerConnections connections =
            new ListenerConnections(new ListenerConnections.Limits(admission, 30, 10), () -> now);

    @Test
    void an_address_has_as_many_as_it_may() {
        assertThat(connections.opened("a", CLIENT)).isTrue();
        assertThat(connections.opened("b", CLIENT)).isTrue();
        assertThat(connections.opened("c", CLIENT)).isFalse();
        connections.closed("c");
        assertThat(connections.opened("d", CLIENT)).isFalse();
        connections.closed("a");
        assertThat(connections.opened("e", CLIENT)).isTrue();
        assertThat(admission.open()).isEqualTo(2);
        assertThat(admission.refused()).isEqualTo(2);
    }

    @Test
    void a_proxy_has_as_many_as_there_are_in_all() {
        for (int i = 0; i < 6; i++) {
            assertThat(connections.opened(i, PROXY)).isTrue();
        }
        assertThat(connections.opened("one more", PROXY)).isFalse();
        assertThat(connections.opened("another", CLIENT)).isFalse();
    }

    @Test
    void an_idle_one_is_late_in_the_end() {
        connections.opened("a", CLIENT);
        pass(29);
        assertThat(connections.late()).isEmpty();
        pass(1);
        assertThat(connections.late()).containsExactly("a");
    }

    @Test
    void a_request_that_comes_in_drops_is_late_when_its_time_is_over() {
        connections.opened("a", CLIENT);
        pass(20);
        connections.received("a");
        pass(9);
        connections.received("a");
        assertThat(connections.late()).isEmpty();
        pass(1);
        assertThat(connections.late()).containsExactly("a");
    }

    @Test
    void one_that_asks_again_and_again_stays() {
        connections.opened("a", CLIENT);
        for (int i = 0; i < 10; i++) {
            pass(29);
            connections.received("a");
            pass(9);
            connections.received("a");
            assertThat(connections.takesRequest("a")).isTrue();
            assertThat(connections.late()).isEmpty();
        }
    }

    @Test
    void a_body_has_the_time_of_a_request() {
        connections.opened("a", CLIENT);
        connections.received("a");
        connections.takesRequest("a");
        connections.received("a");
        pass(9);
        connections.received("a");
        pass(1);
        assertThat(connections.late()).containsExactly("a");
    }

    @Test
    void after_the_last_request_none_is_taken() {
        connections.opened("a", CLIENT);
        assertThat(connections.takesRequest("a")).isTrue();
        connections.ends("a", false);
        assertThat(connections.takesRequest("a")).isTrue();
        connections.ends("a", true);
        assertThat(connections.takesRequest("a")).isFalse();
    }

    @Test
    void one_that_nobody_saw_coming_is_not_served() {
        connections.received("a");
        connections.ends("a", false);
        assertThat(connections.takesRequest("a")).isFalse();
    }

    @Test
    void what_is_forgotten_leaves_no_trace() {
        connections.opened("a", CLIENT);
        connections.opened("b", PROXY);
        connections.forget();
        connections.closed("a");
        assertThat(admission.open()).isZero();
        assertThat(connections.late()).isEmpty();
    }

    @Test
    void without_limits_none_is_late() {
        ListenerConnections unlimited = new ListenerConnections();
        assertThat(unlimited.opened("a", CLIENT)).isTrue();
        unlimited.received("a");
        assertThat(unlimited.late()).isEmpty();
        assertThat(unlimited.takesRequest("a")).isTrue();
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
