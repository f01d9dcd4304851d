package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UrlDataTest {

    static Stream<Arguments> announces() {
        return Stream.of(
                Arguments.of(Packets.U03_STARTED, ""),
                Arguments.of(Packets.U14_LIKE_ARIA2, ""),
                Arguments.of(Packets.U15_URL_DATA, "/dir?a=b&c=d"),
                Arguments.of(Packets.U16_PADDED, "/dir?a=b&c=d"),
                Arguments.of(Packets.U17_IN_PIECES, "/dir?a=b&c=d"),
                Arguments.of(Packets.U18_EMPTY_URL, ""),
                Arguments.of(Packets.U19_SLASH, "/"),
                Arguments.of(Packets.U20_CUT_URL, ""),
                Arguments.of(Packets.U21_CUT_OPTION, ""),
                Arguments.of(Packets.U22_PASSKEY, "/0123456789abcdef0123456789abcdef/announce"));
    }

    @ParameterizedTest
    @MethodSource("announces")
    void the_url_of_an_announce(String announce, String url) {
        ByteBuffer in = ByteBuffer.wrap(Conversation.bytes(announce)).position(AnnouncePacket.BYTES);
        assertThat(new UrlData().read(in).toString()).isEqualTo(url);
    }

    @Test
    void an_option_that_runs_over_the_end_is_dropped_and_earlier_ones_are_kept() {
        assertThat(read("02 01 2f  02 05 61626364")).isEqualTo("/");
        assertThat(read("02 01 2f  07 05 61626364")).isEqualTo("/");
        assertThat(read("02 01 2f  07")).isEqualTo("/");
        assertThat(read("02 01 2f  02")).isEqualTo("/");
        assertThat(read("02 01 2f  02 04 61626364")).isEqualTo("/abcd");
    }

    @Test
    void what_stands_behind_the_end_is_ignored() {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//%s",
                "/announce//%s",
                "//%s/announce",
                "/?passkey=%s",
                "?passkey=%s",
                "/announce?passkey=%s?info_hash=x",
                "/announce?x=1?passkey=%s"
            })
    void a_key_is_read_as_over_http(String form) {
        String key = "0123456789abcdef0123456789abcdef";
        String url = HexFormat.of().formatHex(form.replace("%s", key).getBytes(StandardCharsets.US_ASCII));
        String option = "02" + HexFormat.of().toHexDigits((byte) (url.length() / 2)) + url;
        assertThat(key(Packets.U03_STARTED + option)).isEqualTo(AccessKey.of(key));
    }

    private static AccessKey key(String announce) {
        Datagram datagram = Conversation.datagram(Conversation.A, Conversation.bytes(announce));
        datagram.bytes().position(16);
        return new AnnouncePacket().parse(datagram, Conversation.NOW).key();
    }

    private static String read(String options) {
        return new UrlData().read(ByteBuffer.wrap(Conversation.bytes(options))).toString();
    }
}
