package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** No bytes cause an exception, and the result does not depend on how they are split. */
final class RequestHeadFuzzTest {

    private static final String[] PIECES = {
        "GET",
        "HEAD",
        "POST",
        " ",
        " ",
        "/announce",
        "/scrape",
        "?",
        "info_hash=%aa",
        "HTTP/1.1",
        "HTTP/1.0",
        "HTTP/",
        "\r\n",
        "\r\n",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "\n",
        ":",
        ": ",
        "Connection",
        "close",
        "keep-alive",
        ",",
        "Content-Length",
        "0",
        "17",
        "Transfer-Encoding",
        "chunked",
        "X-Forwarded-For",
        "Forwarded",
        "\u0000",
        "\u00ff",
        "\t",
        "http://x",
        "*",
        "GET / HTTP/1.1\r\n"
    };

    private final RequestHead head = new RequestHead();

    @Test
    void parts_of_requests_are_parsed_or_rejected() {
        Seeds.runs(20_000, random -> read(Seeds.joined(random, 40, PIECES)));
    }

    @Test
    void random_bytes_are_parsed_or_rejected() {
        Seeds.runs(5_000, random -> read(new String(Seeds.bytes(random, 300), ISO_8859_1) + "\r\n\r\n"));
    }

    @Test
    void damaged_request_is_parsed_or_rejected() {
        Seeds.runs(5_000, random -> read(damaged(random)));
    }

    @MethodSource("heads")
    @FuzzTest
    void head_is_parsed_or_rejected(byte[] bytes) {
        read(new String(bytes, ISO_8859_1));
    }

    static Stream<byte[]> heads() {
        return Stream.of(
                        KeepAliveTest.HEALTH,
                        "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\nConnection: close\r\n\r\n",
                        "HEAD /scrape HTTP/1.0\r\nX-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n\r\n",
                        "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
                        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "GET http://x/announce HTTP/1.1\r\nHost: x\r\n\r\n")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /** Parses all heads of {@code text}, and compares the sizes found in the whole text with those found byte by byte. */
    private void read(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, ISO_8859_1);
        int start = 0;
        while (true) {
            int whole = RequestHead.size(in, 0);
            assertThat(piecewise(text.substring(start))).isEqualTo(whole);
            if (whole <= 0) {
                break;
            }
            assertThat(in.toString(in.readerIndex(), whole, ISO_8859_1)).endsWith("\r\n");
            if (whole > 2 && head.parse(in, in.readerIndex(), whole)) {
                assertThat(head.path()).startsWith("/").doesNotContain("\r", "\n", " ", "?");
                assertThat(head.query()).doesNotContain("\r", "\n", " ");
                assertThat(head.method()).matches("[^\\s:]+");
                assertThat(head.values("X-Forwarded-For"))
                        .allMatch(value -> value.indexOf('\r') < 0 && value.indexOf('\n') < 0);
            }
            in.skipBytes(whole);
            start += whole;
        }
        in.release();
    }

    private static int piecewise(String text) {
        ByteBuf in = Unpooled.buffer();
        int lineStart = 0;
        int found = RequestHead.INCOMPLETE;
        for (int i = 0; i < text.length() && found == RequestHead.INCOMPLETE; i++) {
            in.writeByte(text.charAt(i));
            found = RequestHead.size(in, lineStart);
            lineStart = RequestHead.lineStart(in);
        }
        return found;
    }

    private static String damaged(SplittableRandom random) {
        String good = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\nHost: tracker\r\nUser-Agent: x/1\r\n"
                + "Accept-Encoding: gzip\r\nConnection: close\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n";
        int at = random.nextInt(good.length());
        int after = Math.min(good.length(), at + random.nextInt(4));
        return good.substring(0, at) + Seeds.pick(random, PIECES) + good.substring(after);
    }
}
