package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BannedAddressesTest {

    private static final Address A = Address.ofIpv4(0xcb007107);
    private static final Address A6 = new Address(0x20010db8_00000000L, 10);

    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final BannedAddresses banned = new BannedAddresses(10, Duration.ofHours(1), () -> now);

    @Test
    void ten_bad_ids_are_tolerated_and_the_eleventh_is_not() {
        badIds(A, 10);
        assertThat(banned.contains(A)).isFalse();
        assertThat(banned.all()).isEmpty();
        badIds(A, 1);
        assertThat(banned.contains(A)).isTrue();
        assertThat(banned.all()).containsExactly(new Ban(A, 11, now.plus(Duration.ofHours(1))));
    }

    @Test
    void addresses_are_counted_apart() {
        Address neighbour = new Address(A6.high(), A6.low() + 1);
        badIds(A6, 11);
        badIds(neighbour, 10);
        assertThat(banned.contains(A6)).isTrue();
        assertThat(banned.contains(neighbour)).isFalse();
        assertThat(banned.contains(A)).isFalse();
    }

    @Test
    void the_window_begins_with_the_first_bad_id() {
        badIds(A, 5);
        now = now.plus(Duration.ofMinutes(59));
        badIds(A, 6);
        assertThat(banned.contains(A)).isTrue();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(banned.contains(A)).isFalse();
        assertThat(banned.all()).isEmpty();
    }

    @Test
    void bad_ids_are_forgotten_with_the_window() {
        badIds(A, 10);
        now = now.plus(Duration.ofHours(1));
        badIds(A, 10);
        assertThat(banned.contains(A)).isFalse();
    }

    @Test
    void a_ban_can_be_lifted_and_the_count_begins_anew() {
        badIds(A, 11);
        assertThat(banned.lift(A)).isTrue();
        assertThat(banned.contains(A)).isFalse();
        badIds(A, 10);
        assertThat(banned.contains(A)).isFalse();
        assertThat(banned.lift(A)).isFalse();
        badIds(A, 11);
        assertThat(banned.contains(A)).isTrue();
    }

    @Test
    void a_flood_of_forged_addresses_neither_fills_the_memory_nor_frees_an_offender() {
        badIds(A, 11);
        for (int i = 0; i < 300_000; i++) {
            banned.badId(new Address(0x20010db8_00000000L, i));
            if (i % 100 == 0) {
                assertThat(banned.contains(A)).isTrue();
            }
        }
        assertThat(banned.remembered()).isLessThanOrEqualTo(BannedAddresses.MOST_ADDRESSES);
        assertThat(banned.all()).extracting(Ban::address).containsExactly(A);
    }

    private void badIds(Address from, int count) {
        for (int i = 0; i < count; i++) {
            banned.badId(from);
        }
    }
}
