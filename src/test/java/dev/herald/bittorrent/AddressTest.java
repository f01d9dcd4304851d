package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:db8::a, 2001:db8::a",
        "2001:DB8:0:1::B, 2001:db8:0:1::b",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:0:0:4:0:0:0:8, 1:0:0:4::8",
        "1:0:0:4:5:0:0:8, 1::4:5:0:0:8",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "fe80::1, fe80::1",
    })
    void a_literal_is_parsed_and_written_in_canonical_form(String literal, String canonical) throws Exception {
        Address address = Address.parse(literal).orElseThrow();
        assertThat(address).hasToString(canonical);
        assertThat(Address.of(InetAddress.getByName(literal))).isEqualTo(address);
        assertThat(Address.of(address.bytes())).isEqualTo(address);
        assertThat(Address.of(address.toInetAddress())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.-4",
                "1.2.3.4 ",
                "1..3.4",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "[::1]",
                "::1%0",
                "1:2:3:4:5:6:7::8:9",
                "::1.2.3",
                "1.2.3.4::",
                "::ffff:1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "٣.1.1.1",
                "1:",
                ":1",
                "1:2:3:4:5:6:7:"
            })
    void another_text_is_not_an_address(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }

    @Test
    void an_ipv4_mapped_address_is_ipv4_everywhere() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 203, 0, 113, 7};
        assertThat(Address.of(mapped)).isEqualTo(Address.of(new byte[] {(byte) 203, 0, 113, 7}));
        assertThat(Address.of(mapped).family()).isEqualTo(Family.IPV4);
        assertThatThrownBy(() -> Address.of(new byte[5])).hasMessageContaining("4 or 16");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "127.0.0.1, true",
        "10.0.0.1, true",
        "223.255.255.255, true",
        "::, false",
        "ff02::1, false",
        "fe80::1, false",
        "febf::1, false",
        "fec0::1, true",
        "::1, true",
        "fd00::1, true",
        "2001:db8::1, true",
    })
    void unspecified_multicast_and_link_local_addresses_are_not_reachable(String literal, boolean reachable) {
        assertThat(Address.parse(literal).orElseThrow().reachable()).isEqualTo(reachable);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1:6969, 192.0.2.1:6969", "[::]:0, [::]:0", "[2001:db8::1]:65535, [2001:db8::1]:65535"})
    void an_endpoint_is_parsed(String text, String canonical) {
        assertThat(Endpoint.parse(text).orElseThrow()).hasToString(canonical);
        assertThat(Endpoint.parse(text).orElseThrow().toSocketAddress().getPort())
                .isEqualTo(Endpoint.parse(text).orElseThrow().port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "1.2.3.4",
                "1.2.3.4:",
                "1.2.3.4:65536",
                "1.2.3.4:-1",
                "1.2.3.4:+1",
                "1.2.3.4:123456",
                "::1:6969",
                "[1.2.3.4]:6969",
                "[::1]",
                "[::1:6969",
                "::1]:6969",
                "localhost:6969"
            })
    void another_text_is_not_an_endpoint(String text) {
        assertThat(Endpoint.parse(text)).isEmpty();
    }
}
