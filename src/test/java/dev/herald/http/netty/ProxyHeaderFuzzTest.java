package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is answered before a complete PROXY header. */
final class ProxyHeaderFuzzTest {

    private static final String SIGNATURE = "\r\n\r\n\u0000\r\nQUIT\n";

    @MethodSource("headers")
    @FuzzTest
    void header_is_read_or_the_connection_closed_however_the_bytes_are_split(byte[] bytes) {
        String whole = answers(bytes, Math.max(bytes.length, 1));
        assertThat(answers(bytes, 1)).isEqualTo(whole);
        assertThat(whole).doesNotContain("internal error");
        boolean hasHeader = new String(bytes, ISO_8859_1).startsWith("PROXY ")
                || new String(bytes, ISO_8859_1).startsWith(SIGNATURE);
        assertThat(whole.isEmpty() || hasHeader).isTrue();
    }

    static Stream<byte[]> headers() {
        return Stream.of(
                        "PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n",
                        "PROXY TCP6 2001:db8::7 2001:db8::1 1234 80\r\n",
                        "PROXY UNKNOWN\r\n",
                        SIGNATURE + "!\u0011\u0000\f\u00cb\u0000q\u0007\u00c0\u0000\u0002\u0001\u0004\u00d2\u0000P",
                        SIGNATURE + "!!\u0000$" + " \u0001".repeat(16) + "\u0004\u00d2\u0000P",
                        SIGNATURE + "!1\u0000\u00d8" + "/".repeat(216),
                        SIGNATURE + "!\u0011\u0000\u0015" + "a".repeat(12) + " \u0000\u0006\u0001aaaaa",
                        SIGNATURE + " \u0000\u0000\u0000")
                .map(header -> (header + KeepAliveTest.HEALTH).getBytes(ISO_8859_1));
    }

    private static String answers(byte[] bytes, int step) {
        HttpWorker worker = DetachedConnection.worker(new ManualEventLoop());
        EmbeddedChannel channel = new EmbeddedChannel(
                new HAProxyMessageDecoder(), new ChannelConnection(worker, DetachedConnection.PEER, true));
        StringBuilder answers = new StringBuilder();
        for (int from = 0; from < bytes.length && channel.isOpen(); from += step) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(step, bytes.length - from)));
            for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                answers.append(out.toString(ISO_8859_1));
                out.release();
            }
        }
        channel.finishAndReleaseAll();
        return answers.toString();
    }
}
