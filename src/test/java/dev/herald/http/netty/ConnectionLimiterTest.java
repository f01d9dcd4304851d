package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConnectionLimiterTest {

    private final ConnectionLimiter admission = new ConnectionLimiter(
            1000, 2, List.of(network("192.0.2.0/24")), List.of(network("198.51.100.1")), new Random(1));

    @Test
    void an_address_has_its_share_and_gets_it_back() {
        Address address = address("203.0.113.7");
        assertThat(admission.enters(address)).isTrue();
        assertThat(admission.enters(address)).isTrue();
        assertThat(admission.enters(address)).isFalse();
        assertThat(admission.refused()).isEqualTo(1);
        admission.left(address);
        assertThat(admission.enters(address)).isTrue();
    }

    @Test
    void one_network_of_64_bits_is_one_address_of_IPv6() {
        assertThat(admission.enters(address("2001:db8::1"))).isTrue();
        assertThat(admission.enters(address("2001:db8::ffff:1"))).isTrue();
        assertThat(admission.enters(address("2001:db8::2"))).isFalse();
        assertThat(admission.enters(address("2001:db8:0:1::2"))).isTrue();
    }

    @Test
    void every_address_of_IPv4_counts_for_itself() {
        for (int i = 0; i < 100; i++) {
            assertThat(admission.enters(Address.ofIpv4(0xcb007100 + i))).isTrue();
        }
    }

    @Test
    void nobody_is_turned_away_for_sharing_a_counter_with_a_busy_address() {
        Address busy = address("203.0.113.7");
        assertThat(admission.enters(busy)).isTrue();
        assertThat(admission.enters(busy)).isTrue();
        // More than twice as many as there are counters.
        for (int i = 0; i < 10_000; i++) {
            Address other = Address.ofIpv4(0x0a00_0000 + i);
            assertThat(admission.enters(other)).as("%s enters", other).isTrue();
            admission.left(other);
        }
        assertThat(admission.enters(busy)).isFalse();
    }

    @Test
    void who_is_trusted_has_no_share() {
        for (int i = 0; i < 100; i++) {
            assertThat(admission.enters(address("192.0.2.9"))).isTrue();
        }
    }

    @Test
    void only_the_networks_of_the_setting_announce_themselves() {
        assertThat(admission.isAnnounced(address("198.51.100.1"))).isTrue();
        assertThat(admission.isAnnounced(address("198.51.100.2"))).isFalse();
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
