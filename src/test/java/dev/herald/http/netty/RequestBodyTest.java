package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.metrics.RequestType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body is never parsed as a request: the connection is closed after the response to a request with a body (RFC 9112 section 9.6). */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RequestBodyTest {

    private static final String HIDDEN = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "X-Y_Z");

    private static final String CHUNKS =
            Integer.toHexString(HIDDEN.length()) + "\r\n" + HIDDEN + "\r\n0\r\n\r\n" + HIDDEN;

    /** The headers that frame a body, and the body. */
    private record Framing(String headers, String body) {}

    private static final List<Framing> FRAMINGS = List.of(
            new Framing("Content-Length: " + HIDDEN.length(), HIDDEN + HIDDEN),
            new Framing("content-LENGTH:  000" + HIDDEN.length() + "\t", HIDDEN),
            new Framing("Content-Length: 1", "x" + HIDDEN),
            new Framing("Content-Length: 99999999999999999999", HIDDEN),
            new Framing("Transfer-Encoding: chunked", CHUNKS),
            new Framing("Transfer-Encoding: chunked", HIDDEN),
            new Framing("Transfer-Encoding: gzip, chunked", CHUNKS),
            new Framing("Transfer-Encoding: identity", HIDDEN),
            new Framing("Transfer-Encoding:\tchunked", "0\r\n\r\n" + HIDDEN),
            new Framing("Transfer-Encoding:", HIDDEN),
            new Framing("Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + HIDDEN),
            new Framing("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n" + HIDDEN),
            new Framing("Content-Length: 0\r\nContent-Length: 0", HIDDEN),
            new Framing("Content-Length: 0, 0", HIDDEN),
            new Framing("Content-Length: 5\r\nContent-Length: 6", "hello" + HIDDEN),
            new Framing("Content-Length: -1", HIDDEN),
            new Framing("Content-Length: +5", "hello" + HIDDEN),
            new Framing("Content-Length: 0x5", "hello" + HIDDEN),
            new Framing("Content-Length:", HIDDEN),
            new Framing("Content-Length : 5", "hello" + HIDDEN),
            new Framing("Transfer-Encoding : chunked", CHUNKS),
            new Framing("X: y\r\n Content-Length: 5", "hello" + HIDDEN),
            new Framing("X: y\rContent-Length: 5", "hello" + HIDDEN),
            new Framing("X: y\nContent-Length: 5", "hello" + HIDDEN),
            new Framing("Expect: 100-continue\r\nContent-Length: 5", "hello" + HIDDEN));

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void body_is_not_parsed_as_a_request(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (String method : METHODS) {
                for (Framing framing : FRAMINGS) {
                    String head = method + " /health_check HTTP/1.1\r\n" + framing.headers + "\r\n\r\n";
                    assertOneAnswer(frontend, head, framing.body);
                }
            }
            for (RequestType kind : List.of(RequestType.ANNOUNCE, RequestType.SCRAPE)) {
                assertThat(frontend.requests(kind)).as("%s", kind).isZero();
            }
        }
    }

    /** HTTP/1.0 has no Transfer-Encoding, so such a request has a body of unknown length. */
    @ParameterizedTest
    @MethodSource("transports")
    void body_of_an_http_1_0_request_is_not_parsed_as_a_request(HttpTransport transport) throws IOException {
        try (TestServer frontend = new TestServer(TestServer.settings(1000, 1000, 30, 10), transport)) {
            for (Framing framing : FRAMINGS) {
                String head = "GET /health_check HTTP/1.0\r\nConnection: keep-alive\r\n" + framing.headers + "\r\n\r\n";
                assertOneAnswer(frontend, head, framing.body);
            }
            assertThat(frontend.requests(RequestType.ANNOUNCE)).isZero();
        }
    }

    /** The body follows its head in one write, after another request. */
    private static void assertOneAnswer(TestServer frontend, String head, String body) throws IOException {
        try (RawConnection wire = frontend.connect()) {
            wire.send(KeepAliveTest.HEALTH + head + body);
            assertThat(wire.answer()).isEqualTo(KeepAliveTest.HEALTHY);
            assertThat(wire.rest())
                    .as("%s%s", head, body)
                    .startsWith("HTTP/1.1 ")
                    .contains("Connection: close\r\n")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }
}
