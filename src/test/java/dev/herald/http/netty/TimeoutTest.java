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

/** The time limits of a connection: 10 s for a head, 30 s between two requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TimeoutTest {

    private final ManualEventLoop loop = new ManualEventLoop();
    private final ByteBuf out = Unpooled.buffer();
    private boolean closed;
    private final HttpConnection connection = new DetachedConnection(loop, () -> out, () -> closed = true).http;

    @AfterEach
    void release() {
        connection.closed();
        out.release();
    }

    /** Each is the start of a request, or of an empty line before it, or a complete one. */
    @ParameterizedTest
    @ValueSource(strings = {"\r|\n|", "\r\n|", "\r\n\r|\n|", "G|", "\r\nG|E|T| |", "G|ET|"})
    void empty_lines_and_single_bytes_do_not_extend_the_head_timeout(String pieces) {
        assertThat(secondsOpen(pieces.split("\\|", -1))).isBetween(10, 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r|\n|", "\r\n|", "\r\n\r|\n|"})
    void empty_lines_after_a_request_do_not_extend_the_timeouts(String pieces) {
        receive(KeepAliveTest.HEALTH);
        assertThat(secondsOpen(pieces.split("\\|", -1))).isBetween(10, 32);
    }

    @Test
    void every_request_extends_the_idle_timeout() {
        for (int i = 0; i < 20; i++) {
            receive(KeepAliveTest.HEALTH);
            loop.pass(9);
            assertThat(closed || connection.isFinished()).isFalse();
        }
        assertThat(secondsOpen("", "")).isBetween(20, 23);
    }

    /** Input after the last response is discarded, and does not extend the time-out. */
    @Test
    void connection_is_closed_two_seconds_after_the_response_to_a_request_with_a_body() {
        receive("GET /health_check HTTP/1.1\r\nContent-Length: 9\r\n\r\n");
        assertThat(connection.isFinished()).isTrue();
        connection.lastResponseSent();
        loop.pass(1);
        receive("more");
        assertThat(closed).isFalse();
        loop.pass(1);
        assertThat(closed).isTrue();
    }

    @Test
    void closed_connection_has_no_task() {
        assertThat(loop.hasScheduledTask()).isTrue();
        connection.closed();
        assertThat(loop.hasScheduledTask()).isFalse();
    }

    /** Sends a piece every second, again and again, until the connection is finished; returns after how many. */
    private int secondsOpen(String... pieces) {
        int seconds = 0;
        while (!closed && !connection.isFinished() && seconds < 1000) {
            receive(pieces[seconds % (pieces.length - 1)]);
            loop.pass(1);
            seconds++;
        }
        return seconds;
    }

    private void receive(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, ISO_8859_1);
        connection.received(in);
        in.release();
    }
}
