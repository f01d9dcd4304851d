package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** However the bytes of a connection are split, the responses are the same and well formed. */
final class PipelineFuzzTest {

    private static final String ANNOUNCE = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n";
    private static final String HEADERS = "(?:[A-Za-z-]+: [^\r\n]*\r\n)*";
    private static final Pattern ANSWER = Pattern.compile(
            "HTTP/1\\.1 [2-5][0-9]{2} [ -~]+\r\n" + HEADERS + "Content-Length: ([0-9]+)\r\n" + HEADERS + "\r\n");

    @MethodSource("pipelines")
    @FuzzTest
    void responses_do_not_depend_on_how_the_bytes_are_split(byte[] bytes) {
        String whole = answers(bytes, bytes.length);
        assertThat(answers(bytes, 1)).isEqualTo(whole);
        assertThat(answers(bytes, 7)).isEqualTo(whole);
        assertThat(whole).doesNotContain("internal error");
        wellFormed(whole);
    }

    static Stream<byte[]> pipelines() {
        return Stream.of(
                        KeepAliveTest.HEALTH + ANNOUNCE + KeepAliveTest.HEALTH,
                        ANNOUNCE + ANNOUNCE.replace("6881", "6882&event=stopped"),
                        ANNOUNCE.replace("GET", "HEAD") + ANNOUNCE,
                        "\r\n\r\nGET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
                                + ANNOUNCE,
                        "POST /announce HTTP/1.1\r\nContent-Length: 5\r\n\r\n" + ANNOUNCE,
                        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n" + ANNOUNCE,
                        "TRACE / HTTP/1.1\r\n\r\n" + ANNOUNCE)
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /** A response to HEAD has the length of the body that it lacks. */
    private static void wellFormed(String answers) {
        String rest = answers;
        while (!rest.isEmpty()) {
            Matcher answer = ANSWER.matcher(rest);
            assertThat(answer.lookingAt()).as(rest).isTrue();
            rest = rest.substring(answer.end());
            if (!rest.isEmpty() && !rest.startsWith("HTTP/1.1 ")) {
                rest = rest.substring(Integer.parseInt(answer.group(1)));
            }
        }
    }

    /** The responses if {@code step} bytes are received at a time. */
    private static String answers(byte[] bytes, int step) {
        ByteBuf out = Unpooled.buffer();
        HttpConnection connection = new DetachedConnection(new ManualEventLoop(), () -> out, () -> {}).http;
        for (int from = 0; from < bytes.length; from += step) {
            ByteBuf in = Unpooled.wrappedBuffer(bytes, from, Math.min(step, bytes.length - from));
            connection.received(in);
            in.release();
        }
        connection.closed();
        return out.toString(ISO_8859_1);
    }
}
