package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AddressTextTest {

    /** The examples of RFC 5952 section 4, and the bounds of each range. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,                             0.0.0.0",
        "255.255.255.255,                     255.255.255.255",
        "9.10.99.100,                         9.10.99.100",
        "2001:0db8:0000:0000:0001:0:0:1,      2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1,                2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,                  2001:0:0:1::1",
        "2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:F, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:f",
        "0:0:0:0:0:0:0:0,                     ::",
        "0:0:0:0:0:0:0:1,                     ::1",
        "1:0:0:0:0:0:0:0,                     1::",
        "0:0:1:0:0:0:0:0,                     0:0:1::",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:192.0.2.1,                    192.0.2.1",
    })
    void an_address_is_written_in_canonical_form(String written, String text) {
        Address address = Address.parse(written).orElseThrow();
        assertThat(address).hasToString(text);
        assertThat(Address.parse(text)).contains(address);
    }

    @Test
    void a_compact_peer_is_written_to_an_offset() {
        byte[] wire = {9, 9, (byte) 192, 0, 2, 1, 0x1a, (byte) 0xe1};
        byte[] target = new byte[AddressText.MAX_BYTES + 1];
        int end = AddressText.write(Family.IPV4, wire, 2, target, 1);
        assertThat(new String(target, 1, end - 1, StandardCharsets.US_ASCII)).isEqualTo("192.0.2.1");
    }
}
