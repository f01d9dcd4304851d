package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.http.LogRecords;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tls.PemPair;
import dev.herald.tls.Trust;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link LimitsTest} and {@link ProxyProtocolTest} with TLS. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TlsLimitsTest {

    /** The start of a ClientHello of 512 bytes. */
    private static final String HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001";

    private static final String ANNOUNCE =
            "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\nConnection: close\r\n\r\n";

    /** Including the overhead and buffers of TLS. */
    private static final long MAX_BUFFERED = 600_000;

    private PemPair pair;
    private SSLContext client;

    @BeforeAll
    void createCertificate(@TempDir Path folder) throws Exception {
        pair = PemPair.make(folder, "EC");
        client = Trust.in(pair.read());
    }

    /** A provider on a kind of channels. */
    record Variant(SslProvider provider, ChannelTransport channels) {}

    /** Each provider and each kind of channels at least once. */
    static List<Variant> variants() {
        return List.of(
                new Variant(
                        OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK,
                        Epoll.isAvailable() ? ChannelTransport.EPOLL : ChannelTransport.NIO),
                new Variant(SslProvider.JDK, ChannelTransport.NIO));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void incomplete_handshake_times_out(Variant variant) throws Exception {
        try (TestServer frontend = frontend(variant, TestServer.settings(100, 50, 60, 1));
                RawConnection silent = frontend.connect();
                RawConnection slow = frontend.connect()) {
            slow.send(HELLO);
            assertThat(silent.isClosed()).isTrue();
            // Either time limit may be first; TLS sends an alert for one of them.
            assertThat(slow.rest()).doesNotContain("HTTP");
            Eventually.holds(() -> frontend.server.connections() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void incomplete_request_times_out_with_408(Variant variant) throws Exception {
        // The handshake, which may be the first of this JVM, has the same limit.
        try (TestServer frontend = frontend(variant, TestServer.settings(100, 50, 60, 5));
                RawConnection wire = frontend.connect();
                SSLSocket socket = startTls(wire)) {
            write(socket, "GET /hea");
            assertThat(rest(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void idle_connection_is_closed_with_close_notify(Variant variant) throws Exception {
        try (TestServer frontend = frontend(variant, TestServer.settings(100, 50, 1, 60))) {
            assertThat(TlsClosure.of(frontend.bound.get(0), pair.read(), "TLSv1.3", KeepAliveTest.HEALTH))
                    .isEqualTo(new TlsClosure(KeepAliveTest.HEALTHY, true));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void slow_reader_is_closed(Variant variant) throws Exception {
        try (LogRecords log = LogRecords.of(SslHandler.class);
                TestServer frontend = frontend(variant, TestServer.settings(100, 50, 2, 60));
                RawConnection wire = frontend.connect(4096);
                SSLSocket socket = startTls(wire)) {
            UnreadResponses.assertBuffersAtMost(MAX_BUFFERED, frontend, text -> write(socket, text));
            assertThat(log.records()).as("logs that a client can cause").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void connections_over_the_limit_of_an_address_are_closed_before_the_handshake(Variant variant) throws Exception {
        try (TestServer frontend = frontend(variant, TestServer.settings(100, 2, 30, 10))) {
            List<SSLSocket> open = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                SSLSocket socket = startTls(frontend.connect());
                socket.startHandshake();
                open.add(socket);
            }
            try (RawConnection third = frontend.connect();
                    RawConnection other =
                            new RawConnection(frontend.bound.get(0), InetAddress.getByName("127.0.0.77"));
                    SSLSocket elsewhere = startTls(other)) {
                assertThat(third.isClosed()).isTrue();
                elsewhere.startHandshake();
            }
            for (SSLSocket socket : open) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void proxy_header_precedes_the_handshake(Variant variant) throws Exception {
        NettyHttpSettings settings = new NettyHttpSettings(
                List.of(TestServer.endpoint("127.0.0.1:0")), 1, List.of("127.0.0.1"), 100, 50, 30, 10);
        try (TestServer frontend = frontend(variant, settings);
                RawConnection proxy = frontend.connect();
                RawConnection without = frontend.connect();
                RawConnection untrusted =
                        new RawConnection(frontend.bound.get(0), InetAddress.getByName("127.0.0.77"))) {
            proxy.send("PROXY TCP4 203.0.113.7 192.0.2.1 1234 443\r\n");
            try (SSLSocket socket = startTls(proxy)) {
                write(socket, ANNOUNCE);
                assertThat(rest(socket)).contains("11:external ip4:\u00cb\u0000q\u0007");
            }
            // Longer than a PROXY header, so that the server does not wait for more.
            without.send(HELLO + "r".repeat(512));
            assertThat(without.isClosed()).isTrue();
            untrusted.send("PROXY TCP4 203.0.113.7 192.0.2.1 1234 443\r\n" + ANNOUNCE);
            Eventually.holds(() -> frontend.server.connections() == 0);
            assertThat(frontend.metrics.count(Frontend.HTTP_NETTY, Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED))
                    .as("announces answered")
                    .isEqualTo(1);
        }
    }

    private TestServer frontend(Variant variant, NettyHttpSettings settings) throws IOException {
        SslContext context = NettyTlsSettings.context(pair.identity(), variant.provider);
        return new TestServer(settings, variant.channels.withTls(() -> context, settings.headerSeconds()));
    }

    private SSLSocket startTls(RawConnection wire) throws IOException {
        SSLSocket socket = (SSLSocket)
                client.getSocketFactory().createSocket(wire.socket, "127.0.0.1", wire.socket.getPort(), true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String rest(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
