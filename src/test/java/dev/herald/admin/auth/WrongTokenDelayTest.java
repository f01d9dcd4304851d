package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class WrongTokenDelayTest {

    private static final HttpServletRequest REQUEST = (HttpServletRequest) Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) -> null);

    private static final Address ALICE = Address.ofIpv4(0x0a000001);
    private static final Address BOB = Address.ofIpv4(0x0a000002);
    private static final long ONE_SITE = 0x2001_0db8L << 32;

    private final List<Duration> delays = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private Runnable meanwhile = () -> {};
    private Address client = ALICE;

    private final WrongTokenDelay delay =
            new WrongTokenDelay(request -> client, () -> now, new SplittableRandom(1), time -> {
                delays.add(time);
                meanwhile.run();
            });

    private void wrongToken(Address from) {
        client = from;
        delay.onWrongToken(REQUEST);
    }

    @Test
    void from_the_eleventh_wrong_token_of_a_network_in_a_minute_each_is_delayed() {
        for (int i = 0; i < 1000; i++) {
            wrongToken(ALICE);
        }
        assertThat(delays).hasSize(1000 - WrongTokenDelay.TOLERATED).containsOnly(WrongTokenDelay.DELAY);
        delays.clear();

        wrongToken(BOB);
        now += Duration.ofMinutes(1).toNanos();
        wrongToken(ALICE);

        assertThat(delays).isEmpty();
    }

    @Test
    void a_client_cannot_evade_by_another_address_of_its_IPv6_network() {
        for (int i = 0; i < WrongTokenDelay.TOLERATED; i++) {
            wrongToken(new Address(ONE_SITE, i));
        }
        wrongToken(new Address(ONE_SITE | 1, 99));
        assertThat(delays).isEmpty();
        wrongToken(new Address(ONE_SITE, 99));
        assertThat(delays).hasSize(1);
    }

    /** Neighbouring addresses of either family have different counters, except for a few collisions. */
    @Test
    void networks_are_spread_over_the_counters() {
        assertThat(delayed(Address::ofIpv4)).isLessThan(WrongTokenDelay.TOLERATED * 30);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(delayed(i -> new Address(ONE_SITE + i, 0))).isLessThan(WrongTokenDelay.TOLERATED * 30);
    }

    private int delayed(IntFunction<Address> networks) {
        delays.clear();
        IntStream.range(0, WrongTokenDelay.COUNTERS).mapToObj(networks).forEach(this::wrongToken);
        return delays.size();
    }

    /** Each request arrives while the one before waits. */
    @Test
    void a_limited_number_of_requests_waits_and_the_others_are_answered_at_once() {
        for (int i = 0; i < 10; i++) {
            wrongToken(ALICE);
        }
        int[] depth = {0};
        meanwhile = () -> {
            if (++depth[0] < 20) {
                wrongToken(ALICE);
            }
        };
        for (int i = 0; i < 2; i++) {
            delays.clear();
            depth[0] = 0;
            wrongToken(ALICE);
            assertThat(delays).hasSize(WrongTokenDelay.MAX_WAITING);
        }
    }

    @Test
    void a_wait_that_fails_releases_its_permit() {
        for (int i = 0; i < 10; i++) {
            wrongToken(ALICE);
        }
        meanwhile = () -> {
            throw new IllegalStateException("planted");
        };
        for (int i = 0; i < 2 * WrongTokenDelay.MAX_WAITING; i++) {
            assertThatThrownBy(() -> wrongToken(ALICE)).hasMessage("planted");
        }
    }
}
