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

/** What a fault of ours ends, and what it does not. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class InternalErrorTest {

    private static final String ANNOUNCE = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n";

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    /** Netty says so when there is none outside the heap; clients who send or leave much can bring that about. */
    @ParameterizedTest
    @MethodSource("transports")
    void one_for_whom_there_is_no_memory_is_closed_and_the_others_are_served(HttpTransport transport)
            throws IOException {
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
                RawConnection unlucky = frontend.connect()) {
            before.ask(KeepAliveTest.HEALTH);
            unlucky.send(KeepAliveTest.HEALTH + ANNOUNCE).rest();
            Eventually.holds(() -> frontend.server.connections() == 1);
            assertThat(before.ask(ANNOUNCE)).as("nothing of the other's").contains("8:complete");
            try (RawConnection after = frontend.connect()) {
                assertThat(after.ask(ANNOUNCE)).contains("8:complete");
            }
        }
    }

    /** Whether the tracker answers for it or the connection ends. */
    @ParameterizedTest
    @MethodSource("transports")
    void a_fault_that_a_client_causes_again_and_again_is_logged_once(HttpTransport transport) throws IOException {
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
    void one_that_cannot_be_told_that_its_time_is_over_is_closed_and_the_clock_goes_on() {
        ManualEventLoop eventLoop = new ManualEventLoop();
        List<String> closed = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            HttpConnection conversation = new Unconnected(eventLoop, InternalErrorTest::noRoom, () -> closed.add(name));
            ByteBuf begun = Unpooled.copiedBuffer("GET", StandardCharsets.US_ASCII);
            conversation.received(begun);
            begun.release();
        }
        eventLoop.pass(100);
        assertThat(closed).containsExactly("first", "second", "third");
    }

    /** Of such a socket the kernel says what it says of one that has never been connected. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void one_that_is_reset_between_its_last_answer_and_the_end_is_closed_and_nothing_else() throws IOException {
        Epoll.ensureAvailability();
        HttpWorker loop = Unconnected.worker(new ManualEventLoop());
        Socket socket = Socket.newSocketStream();
        loop.limiter().tryAcquire();
        SocketLoop sockets = new SocketLoop(null, Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER);
        SocketConversation conversation = new SocketConversation(loop, sockets, Unconnected.PEER, socket);
        conversation.hush();
        assertThat(socket.isOpen()).isFalse();
        assertThat(loop.limiter().open()).isZero();
    }

    private static ByteBuf noRoom() {
        throw new OutOfMemoryError("not really");
    }
}
