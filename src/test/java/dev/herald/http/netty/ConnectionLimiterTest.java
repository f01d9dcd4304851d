package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConnectionLimiterTest {

    private static final int MAX_PER_ADDRESS = 2;

    private final ConnectionLimiter limiter = new ConnectionLimiter(
            1000, MAX_PER_ADDRESS, List.of(Network.parse("192.0.2.0/24").orElseThrow()));

    @Test
    void address_is_limited_until_it_closes_a_connection() {
        Address address = address("203.0.113.7");
        assertThat(limiter.tryAcquire(address)).isTrue();
        assertThat(limiter.tryAcquire(address)).isTrue();
        assertThat(limiter.tryAcquire(address)).isFalse();
        limiter.release(address);
        assertThat(limiter.tryAcquire(address)).isTrue();
        assertThat(limiter.tryAcquire(address)).isFalse();
    }

    @Test
    void IPv6_addresses_of_one_64_bit_prefix_are_limited_together() {
        assertThat(limiter.tryAcquire(address("2001:db8::1"))).isTrue();
        assertThat(limiter.tryAcquire(address("2001:db8::ffff:1"))).isTrue();
        assertThat(limiter.tryAcquire(address("2001:db8::2"))).isFalse();
        assertThat(limiter.tryAcquire(address("2001:db8:0:1::2"))).isTrue();
    }

    @Test
    void addresses_of_unlimited_networks_have_the_total_limit_only() {
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.tryAcquire(address("192.0.2.9"))).isTrue();
        }
        assertThat(limiter.addresses()).isZero();
    }

    @Test
    void total_limit_is_reached_and_left_again() {
        for (int i = 0; i < 1000; i++) {
            assertThat(limiter.tryAcquire()).isTrue();
        }
        assertThat(limiter.tryAcquire()).isFalse();
        assertThat(limiter.open()).isEqualTo(1000);
        limiter.release();
        assertThat(limiter.tryAcquire()).isTrue();
    }

    @Test
    void a_million_addresses_that_connect_and_leave_leave_no_entry() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            Address address = random.nextBoolean()
                    ? Address.ofIpv4(random.nextInt())
                    : new Address(random.nextLong(), random.nextLong());
            if (limiter.tryAcquire(address)) {
                limiter.release(address);
            }
        }
        assertThat(limiter.addresses()).isZero();
    }

    /** Nearly all of 30 addresses are at their limit most of the time. */
    @Test
    void limiter_agrees_with_a_list_of_connections() {
        Random random = new Random(2);
        List<Address> connections = new ArrayList<>();
        Map<Address, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(3) == 0 && !connections.isEmpty()) {
                Address closed = connections.remove(random.nextInt(connections.size()));
                limiter.release(closed);
                counts.merge(closed, -1, Integer::sum);
            } else {
                Address address = Address.ofIpv4(0xcb00_7100 + random.nextInt(30));
                boolean expected = counts.getOrDefault(address, 0) < MAX_PER_ADDRESS;
                assertThat(limiter.tryAcquire(address)).isEqualTo(expected);
                if (expected) {
                    connections.add(address);
                    counts.merge(address, 1, Integer::sum);
                }
            }
        }
        assertThat(limiter.addresses())
                .isEqualTo((int) connections.stream().distinct().count());
        connections.forEach(limiter::release);
        assertThat(limiter.addresses()).isZero();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
