package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Address;
import dev.herald.swarm.SteadyClock;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class WrongTokenDelayTest {

    private final List<Duration> delays = new ArrayList<>();
    private Address client = Address.ofIpv4(0x0a000001);
    private int answered;
    private Runnable meanwhile = () -> {};

    private final WrongTokenDelay filter = new WrongTokenDelay(
            new TokenAuthenticator(List.of(new ConfiguredToken("admin", "right")), secret -> Optional.empty()),
            new WrongTokens(new SteadyClock(() -> Instant.EPOCH, () -> 0), new SplittableRandom(1)),
            new ClientAddresses(request -> client),
            time -> {
                delays.add(time);
                meanwhile.run();
            });

    @Test
    void the_right_token_is_never_delayed_and_wrong_ones_are_from_the_eleventh_on() {
        for (int i = 0; i < 1000; i++) {
            ask(Map.of(), "token=wrong" + i);
        }
        assertThat(delays).hasSize(990).containsOnly(WrongTokenDelay.DELAY);
        assertThat(answered).isEqualTo(1000);
        delays.clear();

        ask(Map.of(), "token=right");
        ask(Map.of("Authorization", "Bearer right"), "");
        ask(Map.of("Authorization", "Bearer right"), "token=wrong");

        assertThat(delays).isEmpty();
        assertThat(answered).isEqualTo(1003);
    }

    @Test
    void a_client_behind_a_proxy_delays_no_other() {
        client = Address.ofIpv4(0x01010101);
        for (int i = 0; i < 20; i++) {
            ask(Map.of(), "token=wrong");
        }
        assertThat(delays).hasSize(10);
        client = Address.ofIpv4(0x02020202);

        ask(Map.of("Authorization", "Bearer wrong"), "");

        assertThat(delays).hasSize(10);
    }

    /** Each request comes while the one before waits. */
    @Test
    void only_so_many_wait_at_a_time_and_the_others_are_answered_at_once() {
        for (int i = 0; i < 10; i++) {
            ask(Map.of(), "token=wrong");
        }
        int[] depth = {0};
        meanwhile = () -> {
            if (++depth[0] < 20) {
                ask(Map.of(), "token=wrong");
            }
        };
        for (int i = 0; i < 2; i++) {
            delays.clear();
            depth[0] = 0;
            ask(Map.of(), "token=wrong");
            assertThat(delays).hasSize(WrongTokenDelay.MOST_WAITING);
        }
        assertThat(answered).isEqualTo(10 + 2 * (WrongTokenDelay.MOST_WAITING + 1));
    }

    @Test
    void a_wait_that_fails_keeps_no_place() {
        for (int i = 0; i < 10; i++) {
            ask(Map.of(), "token=wrong");
        }
        meanwhile = () -> {
            throw new IllegalStateException("planted");
        };
        for (int i = 0; i < 2 * WrongTokenDelay.MOST_WAITING; i++) {
            assertThatThrownBy(() -> ask(Map.of(), "token=wrong")).hasMessage("planted");
        }
    }

    @Test
    void a_request_without_a_token_is_answered_at_once_however_often_it_comes() {
        for (int i = 0; i < 100; i++) {
            ask(Map.of(), "format=json");
            ask(Map.of("Authorization", "Basic wrong"), "token=wrong");
        }
        assertThat(delays).isEmpty();
        assertThat(answered).isEqualTo(200);
    }

    private void ask(Map<String, String> headers, String query) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get(arguments[0]);
                    case "getQueryString" -> query;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        try {
            filter.doFilter(request, null, (passed, response) -> answered++);
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }
}
