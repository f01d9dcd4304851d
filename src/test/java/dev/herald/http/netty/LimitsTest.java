package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of connections, time and size, over real sockets. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class LimitsTest {

    private static final String LONG = "x".repeat(2000);
    private static final String SCRAPE = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n";

    /** The bytes that are buffered for a client that does not read, in the frontend and the kernel, in each direction. */
    private static final long MAX_BUFFERED = 400_000;

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void request_line_over_16_kilobytes_is_414(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection complete = frontend.connect();
                RawConnection incomplete = frontend.connect()) {
            String line = "GET /announce?" + "x".repeat(16 * 1024);
            assertThat(complete.ask(line + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ")
                    .endsWith("Request-URI Too Long\n");
            assertThat(incomplete.ask(line)).startsWith("HTTP/1.1 414 ").contains("Connection: close\r\n");
            assertThat(incomplete.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void request_line_of_16_kilobytes_is_accepted(HttpTransport transport) throws IOException {
        String start = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa&x=";
        String end = " HTTP/1.1";
        String longest = start + "x".repeat(16 * 1024 - start.length() - end.length());
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            assertThat(wire.ask(longest + end + "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(wire.ask(longest + "x" + end + "\r\n\r\n")).startsWith("HTTP/1.1 414 ");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void headers_over_16_kilobytes_are_431_while_the_client_is_sending(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            wire.send("GET /health_check HTTP/1.1\r\n");
            for (int i = 0; i < 40; i++) {
                wire.send("X-" + i + ": " + LONG + "\r\n");
            }
            assertThat(wire.answer()).startsWith("HTTP/1.1 431 ");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void headers_of_15_kilobytes_are_accepted(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            String headers = ("X: " + LONG + "\r\n").repeat(7);
            assertThat(wire.ask("GET /health_check HTTP/1.1\r\n" + headers + "\r\n"))
                    .isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void incomplete_request_times_out_with_408(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 60, 1), transport);
                RawConnection wire = frontend.connect()) {
            wire.send(KeepAliveTest.HEALTH + "GET /hea");
            assertThat(wire.answer()).isEqualTo(KeepAliveTest.HEALTHY);
            assertThat(wire.answer()).startsWith("HTTP/1.1 408 ").contains("Connection: close\r\n");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void slow_request_times_out_with_408(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 60, 1), transport);
                RawConnection wire = frontend.connect()) {
            wire.socket.setSoTimeout(100);
            wire.send("G");
            long begun = System.nanoTime();
            StringBuilder received = new StringBuilder();
            while (received.length() < 12) {
                wire.send("G");
                received.append(wire.soon());
                assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(20_000_000_000L);
            }
            assertThat(received).startsWith("HTTP/1.1 408");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connection_without_a_request_is_closed_without_a_response(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 60, 1), transport);
                RawConnection wire = frontend.connect()) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void idle_connection_is_closed_and_a_busy_one_is_not(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 2, 60), transport);
                RawConnection busy = frontend.connect();
                RawConnection idle = frontend.connect()) {
            idle.ask(KeepAliveTest.HEALTH);
            idle.socket.setSoTimeout(100);
            busy.ask(KeepAliveTest.HEALTH);
            while (!idle.isClosedSoon()) {
                assertThat(busy.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            }
            assertThat(busy.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void slow_reader_is_closed(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 2, 60), transport);
                RawConnection wire = frontend.connect(4096)) {
            UnreadResponses.assertBuffersAtMost(MAX_BUFFERED, frontend, wire::send);
        }
    }

    /** Otherwise its responses would be buffered without a limit of time. */
    @ParameterizedTest
    @MethodSource("transports")
    void reading_single_bytes_does_not_extend_the_idle_timeout(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 2, 60), transport);
                RawConnection wire = frontend.connect(4096)) {
            // More answers than the kernel has room for, and no more requests than it takes while nobody reads them.
            wire.send(SCRAPE.repeat(1500));
            wire.socket.setSoTimeout(20);
            Eventually.holds(() -> {
                try {
                    wire.soon();
                } catch (IOException reset) {
                    return true;
                }
                return frontend.server.connections() == 0;
            });
            assertThat(frontend.server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void client_that_sends_faster_than_it_reads_gets_all_responses(HttpTransport transport) throws Exception {
        int requests = 150_000;
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < requests / 100; i++) {
                        wire.send(SCRAPE.repeat(100));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            String one = wire.answer();
            InputStream in = wire.socket.getInputStream();
            long rest = (requests - 1L) * one.length();
            byte[] bytes = new byte[3001];
            while (rest > 0) {
                int count = in.read(bytes, 0, (int) Math.min(bytes.length, rest));
                assertThat(count).isPositive();
                rest -= count;
            }
            sender.join();
            assertThat(wire.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connections_over_the_total_limit_are_closed(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(3, 3, 30, 10), transport)) {
            List<RawConnection> open = connections(frontend, 3);
            try (RawConnection fourth = frontend.connect()) {
                assertThat(isRejected(fourth)).isTrue();
            }
            assertThat(frontend.metrics.rejections(Frontend.HTTP_NETTY, Family.IPV4, Reason.TOO_MANY_CONNECTIONS))
                    .isEqualTo(1);
            open.get(0).close();
            Eventually.holds(() -> frontend.server.connections() == 2);
            try (RawConnection again = frontend.connect()) {
                assertThat(again.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            }
            closeAll(open);
            Eventually.holds(() -> frontend.server.connections() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connections_over_the_limit_of_an_address_are_closed(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 2, 30, 10), transport)) {
            List<RawConnection> open = connections(frontend, 2);
            try (RawConnection third = frontend.connect();
                    RawConnection other =
                            new RawConnection(frontend.bound.get(0), InetAddress.getByName("127.0.0.77"))) {
                assertThat(isRejected(third)).isTrue();
                assertThat(other.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            }
            closeAll(open);
            Eventually.holds(() -> frontend.server.connections() == 0);
            closeAll(connections(frontend, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void trusted_proxy_has_no_limit_per_address(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 2, 30, 10), transport, "127.0.0.1")) {
            closeAll(connections(frontend, 10));
        }
    }

    /** Opens connections that have been answered once, and so have been counted. */
    private static List<RawConnection> connections(TestServer frontend, int count) throws IOException {
        List<RawConnection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawConnection wire = frontend.connect();
            assertThat(wire.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            open.add(wire);
        }
        return open;
    }

    private static void closeAll(List<RawConnection> wires) throws IOException {
        for (RawConnection wire : wires) {
            wire.close();
        }
    }

    /** A connection may be accepted with its first bytes only. */
    private static boolean isRejected(RawConnection wire) throws IOException {
        try {
            wire.send(KeepAliveTest.HEALTH);
        } catch (SocketException e) {
            return true;
        }
        return wire.isClosed();
    }
}
