package dev.herald.http.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection stays open without a whole request: 10 s for a head, 30 s between two requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TimeoutTest {

    private final ManualEventLoop eventLoop = new ManualEventLoop();
    private final ByteBuf out = Unpooled.buffer();
    private boolean closed;
    private final HttpConnection conversation = new Unconnected(eventLoop, () -> out, () -> closed = true);

    @AfterEach
    void release() {
        conversation.gone();
        out.release();
    }

    /** Each is the beginning of a request, or of an empty line before it, or one that is whole. */
    @ParameterizedTest
    @ValueSource(strings = {"\r|\n|", "\r\n|", "\r\n\r|\n|", "G|", "\r\nG|E|T| |", "G|ET|"})
    void empty_lines_and_single_bytes_gain_no_time(String pieces) {
        assertThat(secondsOf(pieces.split("\\|", -1))).isBetween(10, 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r|\n|", "\r\n|", "\r\n\r|\n|"})
    void nor_do_they_after_a_request(String pieces) {
        receive(KeepAliveTest.HEALTH);
        assertThat(secondsOf(pieces.split("\\|", -1))).isBetween(10, 32);
    }

    @Test
    void every_request_gains_time() {
        for (int i = 0; i < 20; i++) {
            receive(KeepAliveTest.HEALTH);
            pass(9);
            assertThat(closed || conversation.ended()).isFalse();
        }
        assertThat(secondsOf("", "")).isBetween(20, 23);
    }

    /** Sends a piece every second, again and again, until the connection is ended; tells after how many. */
    private int secondsOf(String... pieces) {
        int seconds = 0;
        while (!closed && !conversation.ended() && seconds < 1000) {
            receive(pieces[seconds % (pieces.length - 1)]);
            pass(1);
            seconds++;
        }
        return seconds;
    }

    private void pass(int seconds) {
        eventLoop.pass(seconds);
    }

    private void receive(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, ISO_8859_1);
        conversation.received(in);
        in.release();
    }
}
