package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed requests, and unusual ones. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class MalformedRequestTest {

    private static final String HIDDEN = "GET /scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\n\r\n";

    private static TestServer frontend;

    @BeforeAll
    static void open() throws IOException {
        frontend = new TestServer(HttpTransport.fastest());
    }

    @AfterAll
    static void close() {
        frontend.close();
    }

    static List<String> malformed() {
        return Stream.of(
                        "GET /health_check",
                        "GET /health_check ",
                        "GET  /health_check HTTP/1.1",
                        "GET /health_check  HTTP/1.1",
                        "GET /health_check HTTP/1.1 ",
                        "GET /health check HTTP/1.1",
                        "GET\t/health_check HTTP/1.1",
                        " GET /health_check HTTP/1.1",
                        "GET health_check HTTP/1.1",
                        "GET * HTTP/1.1",
                        "GET /health_check HTTP/2.0",
                        "GET /health_check http/1.1",
                        "GET /health_check HTTP/1.x",
                        "GET /health_check HTTP/1.10",
                        "GET /health\u0000check HTTP/1.1",
                        "GET /health\rcheck HTTP/1.1",
                        "G(T /health_check HTTP/1.1",
                        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2",
                        "\u0016\u0003\u0001\u0002",
                        "GET /health_check HTTP/1.1\r\nHost",
                        "GET /health_check HTTP/1.1\r\nHost : x",
                        "GET /health_check HTTP/1.1\r\n: x",
                        "GET /health_check HTTP/1.1\r\nX: y\r\n folded",
                        "GET /health_check HTTP/1.1\r\nX: a\rb",
                        "GET /health_check HTTP/1.1\r\nX: a\u0000b",
                        "GET /health_check HTTP/1.1\r\nX\u000b: a",
                        "GET /health_check HTTP/1.1\r\nX: a\nX-Forwarded-For: 192.0.2.1",
                        "GET /health_check HTTP/1.1\nX: a",
                        "GET /health_check HTTP/1.1\r\nContent-Length: +1",
                        "GET /health_check HTTP/1.1\r\nContent-Length: 0x1",
                        "GET /health_check HTTP/1.1\r\nContent-Length:",
                        "GET /health_check HTTP/1.1\r\nContent-Length: 0, 0",
                        "GET /health_check HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0")
                .map(head -> head + "\r\n\r\n")
                .toList();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformed_request_is_400_and_closes_the_connection(String head) throws IOException {
        try (RawConnection wire = frontend.connect()) {
            wire.send(head + HIDDEN);
            assertThat(wire.rest())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Connection: close\r\n")
                    .endsWith("\r\n\r\nbad request\n")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void content_length_0_keeps_the_connection() throws IOException {
        try (RawConnection wire = frontend.connect()) {
            wire.send("POST /announce HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + KeepAliveTest.HEALTH);
            assertThat(wire.answer()).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD\r\n");
            assertThat(wire.answer()).isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    static List<String> unusual() {
        return List.of(
                "\r\n\r\nGET /health_check HTTP/1.1\r\n\r\n",
                "GET /health_check HTTP/1.9\r\n\r\n",
                "GET http://tracker.example/health_check HTTP/1.1\r\nHost: other\r\n\r\n",
                "GET HTTPS://[::1]:6969/health_check HTTP/1.1\r\n\r\n",
                "GET /health_check HTTP/1.1\r\nX:\r\nY: \t \r\nCoNNection:, keep-alive\r\n\r\n",
                "GET /health_check HTTP/1.1\r\nX: \u00e4\u00ff\r\n\r\n",
                "GET /health_check? HTTP/1.1\r\n\r\n",
                "GET /health_check?a?b=\u00ff|{} HTTP/1.1\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void unusual_request_is_answered(String request) throws IOException {
        try (RawConnection wire = frontend.connect()) {
            assertThat(wire.ask(request)).isEqualTo(KeepAliveTest.HEALTHY);
        }
    }

    @Test
    void malformed_request_is_counted() throws IOException {
        long before = count();
        try (RawConnection wire = frontend.connect()) {
            wire.ask("nonsense\r\n\r\n");
        }
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void forwarding_header_names_are_case_insensitive() throws IOException {
        try (TestServer trusting = new TestServer(TestServer.SETTINGS, HttpTransport.fastest(), "127.0.0.1");
                RawConnection wire = trusting.connect()) {
            String announce = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n";
            assertThat(wire.ask(announce + "x-forwarded-FOR:  203.0.113.7 \r\n\r\n"))
                    .contains("11:external ip4:\u00cb\u0000q\u0007");
            assertThat(wire.ask(announce + "Forwarded: for=\"[2001:db8::7]\"\r\n\r\n"))
                    .contains("11:external ip16: \u0001\r\u00b8");
            assertThat(wire.ask(announce + "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n"))
                    .contains("11:external ip4:\u00cb\u0000q\u0007");
            assertThat(wire.ask(announce + "\r\n")).contains("missing or invalid the right most X-Forwarded-For");
        }
    }

    private static long count() {
        return frontend.metrics.count(Frontend.HTTP_NETTY, Family.IPV4, RequestType.OTHER, Outcome.INVALID);
    }
}
