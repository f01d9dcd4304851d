package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What becomes of clients that are too many, too slow or too large, over a real socket. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class LimitsTest {

    private static final String LONG = "x".repeat(2000);
    private static final String SCRAPE = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n";

    /** Bytes that a client who does not read can leave, in the frontend and in the kernel, in each direction. */
    private static final long MOST_KEPT = 400_000;

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_request_line_over_16_kilobytes_is_414_whether_it_ends_or_not(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection ends = frontend.connect();
                RawConnection goesOn = frontend.connect()) {
            String line = "GET /announce?" + "x".repeat(16 * 1024);
            assertThat(ends.ask(line + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ")
                    .endsWith("Request-URI Too Long\n");
            assertThat(goesOn.ask(line)).startsWith("HTTP/1.1 414 ").contains("Connection: close\r\n");
            assertThat(goesOn.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void the_longest_line_is_16_kilobytes_to_the_byte(HttpTransport transport) throws IOException {
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
    void headers_over_16_kilobytes_are_431_and_the_client_can_read_that_while_it_sends(HttpTransport transport)
            throws IOException {
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
    void headers_of_15_kilobytes_are_read(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            String headers = ("X: " + LONG + "\r\n").repeat(7);
            assertThat(wire.ask("GET /health_check HTTP/1.1\r\n" + headers + "\r\n"))
                    .isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void one_who_begins_a_request_and_does_not_end_it_in_time_is_told(HttpTransport transport) throws IOException {
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
    void one_who_sends_a_byte_now_and_then_gains_no_time(HttpTransport transport) throws Exception {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 60, 1), transport);
                RawConnection wire = frontend.connect()) {
            wire.socket.setSoTimeout(100);
            wire.send("G");
            long begun = System.nanoTime();
            StringBuilder told = new StringBuilder();
            while (told.length() < 12) {
                wire.send("G");
                told.append(wire.soon());
                assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(20_000_000_000L);
            }
            assertThat(told).startsWith("HTTP/1.1 408");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void one_who_says_nothing_at_all_is_closed_without_a_word(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 60, 1), transport);
                RawConnection wire = frontend.connect()) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void an_idle_connection_is_closed_without_a_word_and_a_busy_one_is_not(HttpTransport transport) throws IOException {
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
    void one_who_does_not_read_is_not_read_either_and_closed_in_the_end(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 50, 2, 60), transport);
                RawConnection wire = frontend.connect(4096)) {
            UnreadResponses.assertKeepsAtMost(MOST_KEPT, frontend, wire::send);
        }
    }

    /** Who takes a byte now and then would otherwise keep what waits for it as long as it likes. */
    @ParameterizedTest
    @MethodSource("transports")
    void one_who_reads_next_to_nothing_gains_no_time(HttpTransport transport) throws IOException {
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
    void one_who_sends_faster_than_it_reads_gets_every_answer(HttpTransport transport) throws Exception {
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
    void too_many_connections_are_turned_away_and_let_in_again_when_others_have_left(HttpTransport transport)
            throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(3, 3, 30, 10), transport)) {
            List<RawConnection> open = connections(frontend, 3);
            try (RawConnection fourth = frontend.connect()) {
                assertThat(turnedAway(fourth)).isTrue();
            }
            assertThat(frontend.server.refusedConnections()).isEqualTo(1);
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
    void an_address_with_too_many_connections_leaves_room_for_others(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 2, 30, 10), transport)) {
            List<RawConnection> open = connections(frontend, 2);
            try (RawConnection third = frontend.connect();
                    RawConnection other = new RawConnection(frontend.bound.get(0), InetAddress.getByName("127.0.0.77"))) {
                assertThat(turnedAway(third)).isTrue();
                assertThat(other.ask(KeepAliveTest.HEALTH)).isEqualTo(KeepAliveTest.HEALTHY);
            }
            closeAll(open);
            Eventually.holds(() -> frontend.server.connections() == 0);
            closeAll(connections(frontend, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_trusted_proxy_has_as_many_connections_as_it_likes(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(100, 2, 30, 10), transport, "127.0.0.1")) {
            closeAll(connections(frontend, 10));
        }
    }

    /** Each of which has been answered once, so that it surely has been counted. */
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

    /** A connection may be handed over with its first bytes only. */
    private static boolean turnedAway(RawConnection wire) throws IOException {
        try {
            wire.send(KeepAliveTest.HEALTH);
        } catch (SocketException e) {
            return true;
        }
        return wire.isClosed();
    }
}
