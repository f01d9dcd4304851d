package dev.herald.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.swarm.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class WrongTokensTest {

    private static final Address ALICE = Address.ofIpv4(0x0a000001);
    private static final Address BOB = Address.ofIpv4(0x0a000002);
    private static final long ONE_SITE = 0x2001_0db8L << 32;

    private Instant wall = Instant.ofEpochSecond(1_800_000_000L);
    private long nanos = Long.MAX_VALUE - 5;
    private final WrongTokens wrongTokens =
            new WrongTokens(new SteadyClock(() -> wall, () -> nanos), new SplittableRandom(1));

    @Test
    void ten_of_a_network_in_a_minute_are_tolerated() {
        for (int i = 0; i < WrongTokens.TOLERATED; i++) {
            assertThat(wrongTokens.tooMany(ALICE)).isFalse();
        }
        assertThat(wrongTokens.tooMany(ALICE)).isTrue();
        assertThat(wrongTokens.tooMany(BOB)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(wrongTokens.tooMany(ALICE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, -2})
    void a_wall_clock_that_is_set_neither_forgives_nor_prolongs(long hours) {
        for (int i = 0; i < WrongTokens.TOLERATED; i++) {
            assertThat(wrongTokens.tooMany(ALICE)).isFalse();
        }
        wall = wall.plus(Duration.ofHours(hours));
        assertThat(wrongTokens.tooMany(ALICE)).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(wrongTokens.tooMany(ALICE)).isFalse();
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void a_client_cannot_change_its_address_within_its_network() {
        for (int i = 0; i < WrongTokens.TOLERATED; i++) {
            assertThat(wrongTokens.tooMany(new Address(ONE_SITE, i))).isFalse();
        }
        assertThat(wrongTokens.tooMany(new Address(ONE_SITE, 99))).isTrue();
        assertThat(wrongTokens.tooMany(new Address(ONE_SITE | 1, 99))).isFalse();
    }

    /** IPv4 and IPv6 alike, addresses in a row have counters of their own, save those that share one by chance. */
    @Test
    void networks_are_spread_over_the_counters() {
        int most = WrongTokens.TOLERATED * 30;
        long many = IntStream.range(0, WrongTokens.COUNTERS)
                .filter(i -> wrongTokens.tooMany(Address.ofIpv4(i)))
                .count();
        assertThat(many).isLessThan(most);
        pass(Duration.ofMinutes(1));
        many = IntStream.range(0, WrongTokens.COUNTERS)
                .filter(i -> wrongTokens.tooMany(new Address(ONE_SITE + i, 0)))
                .count();
        assertThat(many).isLessThan(most);
    }
}
