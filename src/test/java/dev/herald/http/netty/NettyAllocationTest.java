package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Counts allocated bytes, which are the same on every machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NettyAllocationTest {

    /** For an announce without peers; 1088 bytes were measured. */
    private static final int BUDGET = 1200;

    // On the heap, because leak detection records each access to direct buffers.
    private final ByteBuf out = Unpooled.buffer(64 * 1024);
    private final HttpConnection connection = new DetachedConnection(new ManualEventLoop(), () -> out, () -> {}).http;

    @AfterEach
    void release() {
        connection.closed();
        out.release();
    }

    @Test
    void announce_on_a_persistent_connection_stays_within_its_budget() {
        ByteBuf in = bytes("GET " + KeepAliveTest.ANNOUNCE + "6881&numwant=0 HTTP/1.1\r\nHost: tracker:6969\r\n"
                + "User-Agent: client/1.2.3\r\nAccept-Encoding: gzip\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
        assertThat(bytesPerRequest(in)).isBetween(100L, (long) BUDGET);
        in.release();
    }

    @Test
    void request_without_a_query_allocates_at_most_200_bytes() {
        ByteBuf in = bytes("GET /health_check HTTP/1.1\r\nHost: tracker:6969\r\nConnection: keep-alive\r\n\r\n");
        assertThat(bytesPerRequest(in)).isLessThanOrEqualTo(200);
        in.release();
    }

    private long bytesPerRequest(ByteBuf in) {
        return AllocatedBytes.perCall(() -> {
            out.clear();
            connection.received(in.readerIndex(0));
            assertThatAnswered();
        });
    }

    private void assertThatAnswered() {
        if (out.readableBytes() < 100 || out.getByte(9) != '2') {
            throw new AssertionError(out.toString(ISO_8859_1));
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(ISO_8859_1));
    }
}
