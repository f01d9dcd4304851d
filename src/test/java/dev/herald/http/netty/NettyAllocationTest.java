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

/** Bytes are counted, not milliseconds: the figure is the same on every machine, so a build can rely on it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NettyAllocationTest {

    /** What an announce without peers allocates in the codec, and the string of its query: 1088 were measured. */
    private static final int BUDGET = 1200;

    // On the heap, because the tests look for leaks of others, and remember where each access came from.
    private final ByteBuf out = Unpooled.buffer(64 * 1024);
    private final HttpConnection conversation = new Unconnected(new ManualEventLoop(), () -> out, () -> {});

    @AfterEach
    void release() {
        conversation.gone();
        out.release();
    }

    @Test
    void an_announce_on_a_connection_that_stays_open_stays_within_its_budget() {
        ByteBuf in = bytes("GET " + KeepAliveTest.ANNOUNCE + "6881&numwant=0 HTTP/1.1\r\nHost: tracker:6969\r\n"
                + "User-Agent: client/1.2.3\r\nAccept-Encoding: gzip\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
        assertThat(bytesPerRequest(in)).isBetween(100L, (long) BUDGET);
        in.release();
    }

    @Test
    void what_has_no_query_allocates_next_to_nothing() {
        ByteBuf in = bytes("GET /health_check HTTP/1.1\r\nHost: tracker:6969\r\nConnection: keep-alive\r\n\r\n");
        assertThat(bytesPerRequest(in)).isLessThanOrEqualTo(200);
        in.release();
    }

    private long bytesPerRequest(ByteBuf in) {
        return AllocatedBytes.perCall(() -> {
            out.clear();
            conversation.received(in.readerIndex(0));
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
