package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.metrics.Frontend;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Persistent connections over real sockets: RFC 9112, and sections 1.1 and 1.5 of the protocol reference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class KeepAliveTest {

    static final String HEALTH = "GET /health_check HTTP/1.1\r\nHost: x\r\n\r\n";
    static final String HEALTHY = "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Type: application/json\r\n"
            + "Content-Length: 15\r\n\r\n{\"status\":\"Ok\"}";
    static final String ANNOUNCE = "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HE0001-aaaaaaaaaaaa&left=1&port=";

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void response_has_four_headers_at_most_and_its_length(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            assertThat(wire.ask(HEALTH)).isEqualTo(HEALTHY);
            assertThat(wire.ask("GET " + ANNOUNCE + "6881 HTTP/1.1\r\n\r\n"))
                    .startsWith(
                            "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Type: text/plain\r\nContent-Length: 1")
                    .contains("\r\n\r\nd8:completei0e10:downloadedi0e")
                    .endsWith("5:peers0:e");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void pipelined_requests_are_answered_in_order(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                requests.append("GET /scrape?info_hash=%020d HTTP/1.1\r\n\r\n".formatted(i));
            }
            wire.send(requests.toString());
            for (int i = 0; i < 500; i++) {
                assertThat(wire.answer()).contains("d5:filesd20:%020d".formatted(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void bytes_of_requests_and_responses_are_counted(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.ask(HEALTH)).isEqualTo(HEALTHY);
            }
            Eventually.holds(() -> frontend.metrics.bytesIn(Frontend.HTTP_NETTY) == 3L * HEALTH.length()
                    && frontend.metrics.bytesOut(Frontend.HTTP_NETTY) == 3L * HEALTHY.length());
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void request_in_two_pieces_is_answered(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            for (int at = 1; at < HEALTH.length(); at++) {
                wire.send(HEALTH.substring(0, at));
                assertThat(wire.ask(HEALTH.substring(at))).isEqualTo(HEALTHY);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void request_in_single_bytes_is_answered(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            for (int i = 0; i < HEALTH.length(); i++) {
                wire.send(HEALTH.substring(i, i + 1));
            }
            assertThat(wire.answer()).isEqualTo(HEALTHY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "keep-alive, close", "x, close ,y"})
    void connection_close_is_confirmed(String value) throws IOException {
        try (TestServer frontend = new TestServer(HttpTransport.fastest());
                RawConnection wire = frontend.connect()) {
            assertThat(wire.ask(HEALTH.replace("Host: x", "Connection: " + value)))
                    .contains("\r\nConnection: close\r\n");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void http_1_0_connection_is_closed_without_keep_alive(HttpTransport transport) throws IOException {
        String old = "GET /health_check HTTP/1.0\r\n\r\n";
        try (TestServer frontend = new TestServer(transport);
                RawConnection wire = frontend.connect()) {
            String kept = old.replace("\r\n\r\n", "\r\nConnection: Keep-Alive\r\n\r\n");
            assertThat(wire.ask(kept)).contains("\r\nConnection: keep-alive\r\n");
            assertThat(wire.ask(old)).contains("\r\nConnection: close\r\n").endsWith("{\"status\":\"Ok\"}");
            assertThat(wire.isClosed()).isTrue();
        }
    }
}
