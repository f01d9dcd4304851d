package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PROXY headers of both versions, byte for byte. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ProxyProtocolTest {

    private static final String SIGNATURE = "\r\n\r\n\u0000\r\nQUIT\n";
    private static final String ANNOUNCE = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\n\r\n";
    private static final String LOOPBACK_SEEN = "11:external ip4:\u007f\u0000\u0000\u0001";

    static List<HttpTransport> transports() {
        return TestServer.transports();
    }

    static Stream<Arguments> headers() {
        return TestServer.transports().stream()
                .flatMap(transport -> Stream.of(
                        Arguments.of(
                                transport,
                                "PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n",
                                "11:external ip4:\u00cb\u0000q\u0007"),
                        Arguments.of(
                                transport,
                                "PROXY TCP6 2001:db8::7 2001:db8::1 1234 80\r\n",
                                "11:external ip16: \u0001\r\u00b8"),
                        Arguments.of(transport, "PROXY UNKNOWN\r\n", LOOPBACK_SEEN),
                        Arguments.of(
                                transport,
                                SIGNATURE + "!\u0011\u0000\f" + "\u00cb\u0000q\u0007" + "\u00c0\u0000\u0002\u0001"
                                        + "\u0004\u00d2\u0000P",
                                "11:external ip4:\u00cb\u0000q\u0007"),
                        Arguments.of(transport, SIGNATURE + " \u0000\u0000\u0000", LOOPBACK_SEEN)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void client_address_is_that_of_the_header(HttpTransport transport, String header, String seen) throws IOException {
        try (TestServer frontend = frontend(transport);
                RawConnection wire = frontend.connect()) {
            assertThat(wire.ask(header + ANNOUNCE)).contains(seen);
            assertThat(wire.ask(ANNOUNCE)).contains(seen);
        }
    }

    @ParameterizedTest
    @MethodSource("headers")
    void header_in_single_bytes_is_read(HttpTransport transport, String header, String seen) throws IOException {
        try (TestServer frontend = frontend(transport);
                RawConnection wire = frontend.connect()) {
            for (int i = 0; i < header.length(); i++) {
                wire.send(header.substring(i, i + 1));
            }
            assertThat(wire.ask(ANNOUNCE)).contains(seen);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connection_without_a_valid_header_is_closed_without_a_response(HttpTransport transport) throws IOException {
        try (TestServer frontend = frontend(transport);
                RawConnection wire = frontend.connect();
                RawConnection broken = frontend.connect()) {
            wire.send(ANNOUNCE);
            assertThat(wire.isClosed()).isTrue();
            broken.send("PROXY TCP4 203.0.113.7 192.0.2.1 99999 80\r\n" + ANNOUNCE);
            assertThat(broken.isClosed()).isTrue();
            Eventually.holds(() -> frontend.server.connections() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void header_of_another_address_is_a_malformed_request(HttpTransport transport) throws IOException {
        try (TestServer frontend = frontend(transport);
                RawConnection wire = new RawConnection(frontend.bound.get(0), InetAddress.getByName("127.0.0.77"))) {
            wire.send("PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n" + ANNOUNCE);
            assertThat(wire.rest()).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void limit_per_address_applies_to_the_client_address(HttpTransport transport) throws IOException {
        String header = "PROXY TCP4 203.0.113.%d 192.0.2.1 1234 80\r\n";
        try (TestServer frontend = frontend(transport);
                RawConnection one = frontend.connect();
                RawConnection two = frontend.connect();
                RawConnection three = frontend.connect();
                RawConnection other = frontend.connect()) {
            one.ask(header.formatted(7) + ANNOUNCE);
            two.ask(header.formatted(7) + ANNOUNCE);
            three.send(header.formatted(7));
            assertThat(three.isClosed()).isTrue();
            assertThat(other.ask(header.formatted(8) + ANNOUNCE)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A server that expects PROXY headers, with a limit of two connections per address. */
    static TestServer frontend(HttpTransport transport) throws IOException {
        List<Endpoint> bind = List.of(TestServer.endpoint("127.0.0.1:0"));
        return new TestServer(new NettyHttpSettings(bind, 1, List.of("127.0.0.1"), 100, 2, 30, 10), transport);
    }
}
