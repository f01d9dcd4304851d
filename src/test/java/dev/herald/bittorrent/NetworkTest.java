package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,         10.0.0.0,               true",
        "10.0.0.0/8,         10.255.255.255,         true",
        "10.0.0.0/8,         11.0.0.0,               false",
        "10.0.0.0/8,         9.255.255.255,          false",
        "10.0.0.0/8,         ::ffff:10.1.2.3,        true",
        "10.0.0.0/8,         ::a00:1,                false",
        "192.0.2.7,          192.0.2.7,              true",
        "192.0.2.7,          192.0.2.6,              false",
        "192.0.2.7/31,       192.0.2.6,              true",
        "192.0.2.7/31,       192.0.2.8,              false",
        "0.0.0.0/0,          255.255.255.255,        true",
        "0.0.0.0/0,          2001:db8::1,            false",
        "fd00::/8,           fdff::1,                true",
        "fd00::/8,           fe00::1,                false",
        "2001:db8::/65,      2001:db8::7fff:0:0:1,   true",
        "2001:db8::/65,      2001:db8::8000:0:0:1,   false",
        "2001:db8::1,        2001:db8::1,            true",
        "2001:db8::1,        2001:db8::2,            false",
        "::/0,               2001:db8::1,            true",
        "::/0,               192.0.2.1,              false",
    })
    void a_network_contains_the_addresses_with_its_prefix(String network, String address, boolean held) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(Address.parse(address).orElseThrow()))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8 ",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.0/a",
                "10.0.0.0/0008",
                "::/129",
                "fd00::/1280",
                "localhost",
                "localhost/8",
                "[::1]/128",
                "10.0.0.0/٨"
            })
    void another_text_is_not_a_network(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void bits_after_the_prefix_are_cleared() {
        assertThat(Network.parse("10.1.2.3/8")).isEqualTo(Network.parse("10.0.0.0/8"));
        assertThat(Network.parse("10.1.2.3/8").orElseThrow()).hasToString("10.0.0.0/8");
        assertThat(Network.parse("192.0.2.1").orElseThrow()).hasToString("192.0.2.1/32");
        assertThat(Network.parse("fd12::1/8").orElseThrow()).hasToString("fd00::/8");
    }

    @Test
    void a_prefix_longer_than_the_address_is_rejected() {
        assertThatThrownBy(() -> new Network(Address.ofIpv4(0), 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix must be 0 to 32 bits, but is 33");
    }
}
