package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden values were computed with OpenSSL. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ConnectionIdsTest {

    private static final long NOW = 1_700_000_000;
    private static final Address A = Address.parse("203.0.113.7").orElseThrow();
    private static final Address B = Address.parse("198.51.100.10").orElseThrow();
    private static final Address A6 = Address.parse("2001:db8::a").orElseThrow();

    private final ConnectionIds ids =
            new ConnectionIds(SipHash.keyed(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")));

    @Test
    void an_id_is_the_keyed_hash_of_address_and_minute() {
        assertThat(issue(A, NOW)).isEqualTo(0x00d1c668e78239f0L);
        assertThat(issue(B, NOW)).isEqualTo(0x5ed1948f18bcfc34L);
        assertThat(issue(A6, NOW)).isEqualTo(0x2c1c472403ee448aL);
    }

    @Test
    void an_id_stays_the_same_within_its_minute() {
        long slotStart = 28_333_333L * 60;
        assertThat(issue(A, slotStart)).isEqualTo(0x00d1c668e78239f0L);
        assertThat(issue(A, slotStart + 59)).isEqualTo(0x00d1c668e78239f0L);
        assertThat(issue(A, slotStart + 60)).isEqualTo(0xa7c48d73e738ae7aL);
        assertThat(issue(A, slotStart - 1)).isEqualTo(0x24a3ed628d1eefc2L);
    }

    @ParameterizedTest
    @CsvSource({
        "00d1c668e78239f0, true",
        "24a3ed628d1eefc2, true",
        "5713df246ac5c1e6, true",
        "335bcd486f023c23, false",
        "a7c48d73e738ae7a, true",
        "5ed1948f18bcfc34, false",
        "0000000000000000, false",
        "0000041727101980, false",
        "00d1c668e78239f1, false",
    })
    void an_id_of_this_minute_or_the_next_or_the_two_before_is_accepted(String id, boolean accepted) {
        assertThat(accepts(HexFormat.fromHexDigitsToLong(id), A, NOW)).isEqualTo(accepted);
    }

    @Test
    void an_id_is_valid_for_two_to_three_minutes() {
        long slotStart = 28_333_333L * 60;
        assertThat(accepts(issue(A, slotStart + 59), A, slotStart + 59 + 120)).isTrue();
        assertThat(accepts(issue(A, slotStart), A, slotStart + 179)).isTrue();
        assertThat(accepts(issue(A, slotStart), A, slotStart + 180)).isFalse();
        assertThat(accepts(issue(A, slotStart), A, slotStart - 60)).isTrue();
        assertThat(accepts(issue(A, slotStart), A, slotStart - 61)).isFalse();
    }

    @Test
    void an_id_is_valid_for_one_address() {
        assertThat(accepts(issue(B, NOW), A, NOW)).isFalse();
        assertThat(accepts(issue(A6, NOW), A6, NOW)).isTrue();
    }

    @Test
    void reserved_ids_are_inverted() {
        assertThat(ConnectionIds.usable(0)).isEqualTo(-1);
        assertThat(ConnectionIds.usable(0x41727101980L)).isEqualTo(~0x41727101980L);
        assertThat(ConnectionIds.usable(1)).isEqualTo(1);
    }

    private long issue(Address address, long second) {
        return ids.issue(address.high(), address.low(), second);
    }

    private boolean accepts(long id, Address address, long second) {
        return ids.accepts(id, address.high(), address.low(), second);
    }
}
