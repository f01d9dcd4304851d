package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThrottleTest {

    private static final Address ALICE = Address.ofIpv4(0x0a000001);
    private static final Address BOB = Address.ofIpv4(0x0a000002);

    private long millis = 1_000_000;
    private final Throttle throttle = new Throttle(() -> Instant.ofEpochMilli(millis));

    @Test
    void ten_wrong_tokens_a_minute_are_tolerated_and_the_next_has_to_wait_until_the_minute_is_over() {
        assertThat(throttle.wrong(ALICE, 1)).isZero();
        millis += 20_500;
        for (int i = 0; i < 9; i++) {
            assertThat(throttle.wrong(ALICE, 1)).isZero();
        }
        assertThat(throttle.wrong(ALICE, 1)).isEqualTo(40);
        assertThat(throttle.wrong(BOB, 1)).isZero();

        millis += 39_499;
        assertThat(throttle.wrong(ALICE, 1)).isEqualTo(1);
        millis += 1;
        assertThat(throttle.wrong(ALICE, 1)).isZero();
    }

    @Test
    void one_wrong_token_however_often_it_comes_does_not_shut_out_right_ones() {
        for (int i = 0; i < 1000; i++) {
            throttle.wrong(ALICE, 7);
        }
        assertThat(throttle.secondsToWait(ALICE)).isZero();
    }

    @Test
    void ten_different_ones_do_until_the_minute_is_over() {
        for (int i = 0; i < 9; i++) {
            throttle.wrong(ALICE, i);
        }
        assertThat(throttle.secondsToWait(ALICE)).isZero();
        throttle.wrong(ALICE, 9);

        assertThat(throttle.secondsToWait(ALICE)).isEqualTo(60);
        assertThat(throttle.secondsToWait(BOB)).isZero();
        millis += 60_000;
        assertThat(throttle.secondsToWait(ALICE)).isZero();
    }

    @Test
    void a_guesser_cannot_change_its_address_within_its_network() {
        for (int i = 0; i < 10; i++) {
            throttle.wrong(new Address(0x2001_0db8L << 32, i), i);
        }
        assertThat(throttle.secondsToWait(new Address(0x2001_0db8L << 32, 99))).isEqualTo(60);
        assertThat(throttle.secondsToWait(new Address(0x2001_0db8L << 32 | 1, 0)))
                .isZero();
    }

    @Test
    void the_number_of_remembered_addresses_is_limited_and_the_one_that_was_wrong_last_stays() {
        for (int i = 0; i < 10; i++) {
            throttle.wrong(ALICE, i);
        }
        for (int i = 0; i < 2 * Throttle.MOST_ADDRESSES; i++) {
            throttle.wrong(Address.ofIpv4(i), 0);
            throttle.wrong(ALICE, 0);
        }
        assertThat(throttle.remembered()).isEqualTo(Throttle.MOST_ADDRESSES);
        assertThat(throttle.secondsToWait(ALICE)).isEqualTo(60);
    }
}
