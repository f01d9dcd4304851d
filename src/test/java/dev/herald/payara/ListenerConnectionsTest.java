package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.Network;
import dev.herald.http.netty.ConnectionLimiter;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenerConnectionsTest {

    private static final Address CLIENT = Address.parse("192.0.2.1").orElseThrow();
    private static final Address PROXY = Address.parse("192.0.2.2").orElseThrow();

    private final ConnectionLimiter limiter =
            new ConnectionLimiter(6, 2, List.of(Network.parse("192.0.2.2").orElseThrow()));
    private final Metrics metrics = new Metrics();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();
    private final ListenerConnections connections = new ListenerConnections(
            new ListenerConnections.Limits(limiter, metrics.recorder(Frontend.HTTP_JAXRS), 30, 10), () -> now);

    @Test
    void connections_are_limited_per_address() {
        assertThat(connections.opened("a", CLIENT)).isTrue();
        assertThat(connections.opened("b", CLIENT)).isTrue();
        assertThat(connections.opened("c", CLIENT)).isFalse();
        connections.closed("c");
        assertThat(connections.opened("d", CLIENT)).isFalse();
        connections.closed("a");
        assertThat(connections.opened("e", CLIENT)).isTrue();
        assertThat(limiter.open()).isEqualTo(2);
        assertThat(metrics.rejections(Frontend.HTTP_JAXRS, Family.IPV4, Reason.TOO_MANY_CONNECTIONS))
                .isEqualTo(2);
    }

    @Test
    void a_trusted_proxy_is_limited_by_the_total_only() {
        for (int i = 0; i < 6; i++) {
            assertThat(connections.opened(i, PROXY)).isTrue();
        }
        assertThat(connections.opened("one more", PROXY)).isFalse();
        assertThat(connections.opened("another", CLIENT)).isFalse();
    }

    @Test
    void an_idle_connection_exceeds_its_time_limit() {
        connections.opened("a", CLIENT);
        pass(29);
        assertThat(connections.timedOut()).isEmpty();
        pass(1);
        assertThat(connections.timedOut()).containsExactly("a");
    }

    @Test
    void a_slow_request_exceeds_its_time_limit() {
        connections.opened("a", CLIENT);
        pass(20);
        connections.received("a");
        pass(9);
        connections.received("a");
        assertThat(connections.timedOut()).isEmpty();
        pass(1);
        assertThat(connections.timedOut()).containsExactly("a");
    }

    @Test
    void a_connection_with_regular_requests_stays_open() {
        connections.opened("a", CLIENT);
        for (int i = 0; i < 10; i++) {
            pass(29);
            connections.received("a");
            pass(9);
            connections.received("a");
            assertThat(connections.acceptsRequest("a")).isTrue();
            assertThat(connections.timedOut()).isEmpty();
        }
    }

    @Test
    void a_body_has_the_time_limit_of_a_request() {
        connections.opened("a", CLIENT);
        connections.received("a");
        connections.acceptsRequest("a");
        connections.received("a");
        pass(9);
        connections.received("a");
        pass(1);
        assertThat(connections.timedOut()).containsExactly("a");
    }

    @Test
    void no_request_is_accepted_after_the_last() {
        connections.opened("a", CLIENT);
        assertThat(connections.acceptsRequest("a")).isTrue();
        connections.setLastRequest("a", false);
        assertThat(connections.acceptsRequest("a")).isTrue();
        connections.setLastRequest("a", true);
        assertThat(connections.acceptsRequest("a")).isFalse();
    }

    @Test
    void a_request_on_an_unknown_connection_is_rejected() {
        connections.received("a");
        connections.setLastRequest("a", false);
        assertThat(connections.acceptsRequest("a")).isFalse();
    }

    @Test
    void forgotten_connections_are_not_counted() {
        connections.opened("a", CLIENT);
        connections.opened("b", PROXY);
        connections.clear();
        connections.closed("a");
        assertThat(limiter.open()).isZero();
        assertThat(connections.timedOut()).isEmpty();
    }

    @Test
    void an_unlimited_connection_never_exceeds_a_time_limit() {
        ListenerConnections unlimited = new ListenerConnections();
        assertThat(unlimited.opened("a", CLIENT)).isTrue();
        unlimited.received("a");
        assertThat(unlimited.timedOut()).isEmpty();
        assertThat(unlimited.acceptsRequest("a")).isTrue();
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
