package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UrlDataTest {

    static Stream<Arguments> announces() {
        return Stream.of(
                Arguments.of(Packets.U03_STARTED, ""),
                Arguments.of(Packets.U14_ARIA2_PADDING, ""),
                Arguments.of(Packets.U15_URL_DATA, "/dir?a=b&c=d"),
                Arguments.of(Packets.U16_PADDED, "/dir?a=b&c=d"),
                Arguments.of(Packets.U17_IN_PIECES, "/dir?a=b&c=d"),
                Arguments.of(Packets.U18_EMPTY_URL, ""),
                Arguments.of(Packets.U19_SLASH, "/"),
                Arguments.of(Packets.U20_TRUNCATED_URL, ""),
                Arguments.of(Packets.U21_TRUNCATED_OPTION, ""),
                Arguments.of(Packets.U22_PASSKEY, "/0123456789abcdef0123456789abcdef/announce"));
    }

    @ParameterizedTest
    @MethodSource("announces")
    void the_url_is_parsed_from_an_announce(String announce, String url) {
        ByteBuffer in = ByteBuffer.wrap(HexClient.bytes(announce)).position(AnnouncePacket.BYTES);
        assertThat(new UrlData().read(in).toString()).isEqualTo(url);
    }

    @Test
    void a_truncated_option_is_ignored_and_earlier_ones_are_kept() {
        assertThat(read("02 01 2f  02 05 61626364")).isEqualTo("/");
        assertThat(read("02 01 2f  07 05 61626364")).isEqualTo("/");
        assertThat(read("02 01 2f  07")).isEqualTo("/");
        assertThat(read("02 01 2f  02")).isEqualTo("/");
        assertThat(read("02 01 2f  02 04 61626364")).isEqualTo("/abcd");
    }

    @Test
    void bytes_after_the_end_of_options_are_ignored() {
        assertThat(read("00 02 01 2f")).isEmpty();
        assertThat(read("01 02 01 2f")).isEqualTo("/");
    }

    @Test
    void lengths_and_bytes_are_unsigned() {
        assertThat(read("02 ff" + "e9".repeat(255))).isEqualTo("é".repeat(255));
        assertThat(read("ff 80" + "00".repeat(128) + "02 01 2f")).isEqualTo("/");
    }

    @Test
    void a_key_in_the_url_reaches_the_request() {
        assertThat(key(Packets.U22_PASSKEY)).isEqualTo(AccessKey.of("0123456789abcdef0123456789abcdef"));
        assertThat(key(Packets.U22_PASSKEY.replace("02 2a", "02 2b"))).isEqualTo(AccessKey.NONE);
        assertThat(key(Packets.U17_IN_PIECES)).isEqualTo(AccessKey.NONE);
        assertThat(key(Packets.U03_STARTED + "02 0f 2f616e6e6f756e63652f73686f7274"))
                .isEqualTo(AccessKey.MALFORMED);
    }

    private static AccessKey key(String announce) {
        Datagram datagram = HexClient.datagram(HexClient.A, HexClient.bytes(announce));
        datagram.bytes().position(16);
        return new AnnouncePacket().parse(datagram, HexClient.NOW).key();
    }

    private static String read(String options) {
        return new UrlData().read(ByteBuffer.wrap(HexClient.bytes(options))).toString();
    }
}
