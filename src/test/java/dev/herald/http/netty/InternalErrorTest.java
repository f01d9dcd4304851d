package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.http.HttpSettings;
import dev.herald.http.LogRecords;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Metrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An internal error closes one connection and nothing else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class InternalErrorTest {

    private static final String ANNOUNCE = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n";

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    /** Netty throws this error if direct memory is exhausted. */
    @ParameterizedTest
    @MethodSource("transports")
    void out_of_memory_closes_one_connection_and_others_are_served(HttpTransport transport) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        InstantSource clock = () -> {
            if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("not really");
            }
            return Instant.EPOCH;
        };
        HttpSettings http = new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true);
        try (TestServer frontend = new TestServer(
                        TestServer.SETTINGS, transport, List.of(), TestServer.tracker(http, new Metrics(), clock));
                RawConnection before = frontend.connect();
                RawConnection failing = frontend.connect()) {
            before.ask(KeepAliveTest.HEALTH);
            failing.send(KeepAliveTest.HEALTH + ANNOUNCE).rest();
            Eventually.holds(() -> frontend.server.connections() == 1);
            assertThat(before.ask(ANNOUNCE))
                    .as("no response of the other connection")
                    .contains("8:complete");
            try (RawConnection after = frontend.connect()) {
                assertThat(after.ask(ANNOUNCE)).contains("8:complete");
            }
        }
    }

    /** Whether the tracker answers with an internal error or the connection is closed. */
    @ParameterizedTest
    @MethodSource("transports")
    void error_that_a_client_causes_repeatedly_is_logged_once(HttpTransport transport) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        InstantSource clock = () -> {
            if (asked.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("planted by a test");
            }
            throw new AssertionError("planted by a test");
        };
        HttpSettings http = new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true);
        try (LogRecords log = LogRecords.of(FaultLog.class);
                TestServer frontend = new TestServer(
                        TestServer.SETTINGS, transport, List.of(), TestServer.tracker(http, new Metrics(), clock))) {
            for (int i = 0; i < 50; i++) {
                try (RawConnection wire = frontend.connect()) {
                    wire.send(ANNOUNCE.repeat(2)).rest();
                }
            }
            assertThat(asked.get()).isGreaterThanOrEqualTo(50);
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void connection_is_closed_if_the_timeout_response_fails() {
        ManualEventLoop eventLoop = new ManualEventLoop();
        List<String> closed = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            HttpConnection connection =
                    new DetachedConnection(eventLoop, InternalErrorTest::failToAllocate, () -> closed.add(name)).http;
            ByteBuf begun = Unpooled.copiedBuffer("GET", StandardCharsets.US_ASCII);
            connection.received(begun);
            begun.release();
        }
        eventLoop.pass(100);
        assertThat(closed).containsExactly("first", "second", "third");
    }

    /** The kernel reports such a socket as one that has never been connected. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void connection_that_is_reset_before_the_output_is_shut_down_is_closed() throws IOException {
        Epoll.ensureAvailability();
        HttpWorker worker = DetachedConnection.worker(new ManualEventLoop());
        Socket socket = Socket.newSocketStream();
        worker.limiter().tryAcquire();
        SocketConnection connection = new SocketConnection(
                worker, DetachedConnection.PEER, socket, Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER);
        connection.shutdownOutput();
        assertThat(socket.isOpen()).isFalse();
        assertThat(worker.limiter().open()).isZero();
    }

    private static ByteBuf failToAllocate() {
        throw new OutOfMemoryError("not really");
    }
}
