package dev.herald.udp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.bittorrent.TrackerPath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The options of an announce (BEP 41), compared with a naive parser. */
final class UrlDataFuzzTest {

    @MethodSource("golden")
    @FuzzTest
    void the_url_equals_that_of_the_naive_parser(byte[] options) {
        CharSequence url = new UrlData().read(ByteBuffer.wrap(options));
        String naive = naive(options);
        assertThat(url.toString()).isEqualTo(naive);
        assertThat(url.length()).isEqualTo(naive.length()).isLessThanOrEqualTo(options.length);
        assertThat(TrackerPath.parse(url)).isEqualTo(TrackerPath.parse(naive));
    }

    static Stream<byte[]> golden() {
        return Stream.of(
                        Packets.U14_ARIA2_PADDING,
                        Packets.U15_URL_DATA,
                        Packets.U16_PADDED,
                        Packets.U17_IN_PIECES,
                        Packets.U18_EMPTY_URL,
                        Packets.U20_TRUNCATED_URL,
                        Packets.U21_TRUNCATED_OPTION,
                        Packets.U22_PASSKEY)
                .map(packet -> {
                    byte[] bytes = HexClient.bytes(packet);
                    return Arrays.copyOfRange(bytes, AnnouncePacket.BYTES, bytes.length);
                });
    }

    private static String naive(byte[] options) {
        String text = new String(options, ISO_8859_1);
        StringBuilder url = new StringBuilder();
        while (!text.isEmpty() && text.charAt(0) != 0) {
            if (text.charAt(0) == 1) {
                text = text.substring(1);
                continue;
            }
            int end = text.length() < 2 ? Integer.MAX_VALUE : 2 + text.charAt(1);
            if (end > text.length()) {
                break;
            }
            url.append(text.charAt(0) == 2 ? text.substring(2, end) : "");
            text = text.substring(end);
        }
        return url.toString();
    }
}
