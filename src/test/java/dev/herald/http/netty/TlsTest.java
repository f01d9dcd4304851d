package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.HttpSettings;
import dev.herald.metrics.Metrics;
import dev.herald.tls.PemAuthority;
import dev.herald.tls.PemFiles;
import dev.herald.tls.PemIdentity;
import dev.herald.tls.PemPair;
import dev.herald.tls.Trust;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private static final String CHECK = "GET /health_check HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** The fatal alert of that name (RFC 5246 section 7.2). */
    private static final String PROTOCOL_VERSION = "\25\3.\0\2\2\106";

    private PemPair first;
    private PemPair second;
    private PemAuthority authority;

    /** The context of the next connection. */
    private volatile SslContext context;

    @BeforeAll
    void createCertificates(@TempDir Path folder) throws Exception {
        first = PemPair.make(folder, "EC");
        second = PemPair.make(folder, "RSA");
        authority = PemAuthority.make(folder);
    }

    /** A combination of provider, channels and protocol. */
    record Variant(SslProvider provider, ChannelTransport channels, String protocol) {}

    private static List<SslProvider> providers() {
        return OpenSsl.isAvailable() ? List.of(SslProvider.OPENSSL, SslProvider.JDK) : List.of(SslProvider.JDK);
    }

    private static Stream<Variant> variants() {
        List<ChannelTransport> channels = Epoll.isAvailable()
                ? List.of(ChannelTransport.EPOLL, ChannelTransport.NIO)
                : List.of(ChannelTransport.NIO);
        return providers().stream()
                .flatMap(provider -> channels.stream().flatMap(channel -> Stream.of("TLSv1.2", "TLSv1.3")
                        .map(protocol -> new Variant(provider, channel, protocol))));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void connection_is_persistent_and_negotiates_http_1_1(Variant variant) throws Exception {
        try (NettyHttpServer server = open(variant);
                SSLSocket client = connect(server, Trust.in(first.read()), variant.protocol)) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            client.setSSLParameters(parameters);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(client, CHECK)).startsWith(OK);
            }
            assertThat(client.getSession().getProtocol()).isEqualTo(variant.protocol);
            assertThat(client.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void connection_close_sends_close_notify(Variant variant) throws Exception {
        try (NettyHttpServer server = open(variant)) {
            for (String request : List.of(CHECK.replace("Host:", "Connection: close\r\nHost:"), "nonsense\r\n\r\n")) {
                TlsClosure closure = TlsClosure.of(bound(server), first.read(), variant.protocol, request);
                assertThat(closure.received()).startsWith("HTTP/1.1 ").contains("Connection: close\r\n");
                assertThat(closure.closeNotify()).as("close_notify").isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void renewed_certificate_is_used_by_new_connections(Variant variant) throws Exception {
        try (NettyHttpServer server = open(variant);
                SSLSocket before = connect(server, Trust.in(first.read()), variant.protocol)) {
            assertThat(ask(before, CHECK)).startsWith(OK);

            context = NettyTlsSettings.context(identity(second), variant.provider);

            try (SSLSocket after = connect(server, Trust.in(second.read()), variant.protocol)) {
                assertThat(ask(after, CHECK)).startsWith(OK);
                assertThat(certificate(after)).isEqualTo(second.read());
            }
            assertThat(ask(before, CHECK)).startsWith(OK);
            assertThat(certificate(before)).isEqualTo(first.read());
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void session_is_resumed(Variant variant) throws Exception {
        SSLContext client = Trust.in(first.read());
        try (NettyHttpServer server = open(variant)) {
            List<Long> created = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                try (SSLSocket socket = connect(server, client, variant.protocol)) {
                    assertThat(ask(socket, CHECK)).startsWith(OK);
                    created.add(socket.getSession().getCreationTime());
                }
            }
            // A resumed session has the creation time of the first one; a new one takes more than a millisecond.
            assertThat(created).containsOnly(created.get(0));
        }
    }

    /** The file has the intermediate certificate, as certbot writes it. Clients know the root only. */
    @ParameterizedTest
    @MethodSource("providers")
    void certificate_chain_is_sent(SslProvider provider) throws Exception {
        PemPair issued = authority.issue("EC");
        try (NettyHttpServer server = open(new Variant(provider, ChannelTransport.NIO, ""), issued);
                SSLSocket client = connect(server, Trust.in(authority.root()), "TLSv1.3")) {
            assertThat(ask(client, CHECK)).startsWith(OK);
            assertThat(certificate(client)).isEqualTo(issued.read());
        }
    }

    @Test
    void request_without_tls_is_not_answered() throws Exception {
        try (NettyHttpServer server = open(variants().findFirst().orElseThrow());
                RawConnection wire = new RawConnection(bound(server))) {
            assertThat(wire.send(CHECK).rest()).doesNotContain("HTTP");
        }
    }

    /** Sends raw bytes, because current clients do not support them. The same ClientHello is accepted for TLS 1.2. */
    @ParameterizedTest
    @MethodSource("providers")
    void older_protocols_are_rejected(SslProvider provider) throws Exception {
        try (NettyHttpServer server = open(new Variant(provider, ChannelTransport.NIO, ""), second);
                RawConnection current = new RawConnection(bound(server));
                RawConnection older = new RawConnection(bound(server));
                RawConnection oldest = new RawConnection(bound(server))) {
            assertThat(current.send(hello(3)).socket.getInputStream().read())
                    .as("handshake continues")
                    .isEqualTo(0x16);
            assertThat(older.send(hello(2)).rest()).matches(PROTOCOL_VERSION);
            assertThat(oldest.send(hello(1)).rest()).matches(PROTOCOL_VERSION);
        }
    }

    /** A ClientHello (RFC 5246 section 7.4.1.2) for RSA with ECDHE and CBC, which TLS has supported since 1.0. */
    private static String hello(int minor) {
        String body = "\3" + (char) minor + "r".repeat(32) + "\0" + "\0\4\300\23\300\24" + "\1\0";
        String extensions = "\0\12\0\4\0\2\0\27" // supported_groups: secp256r1
                + "\0\13\0\2\1\0" // ec_point_formats: uncompressed
                + "\0\15\0\6\0\4\4\1\2\1"; // signature_algorithms: RSA with SHA-256 and SHA-1
        String message = body + "\0" + (char) extensions.length() + extensions;
        return "\26\3\1\0" + (char) (message.length() + 4) + "\1\0\0" + (char) message.length() + message;
    }

    @Test
    void address_without_a_certificate_is_rejected() {
        assertThatThrownBy(() -> new NettyTlsSettings(
                        List.of(TestServer.endpoint("127.0.0.1:0")), new PemFiles("herald.http.netty.tls", "", "")))
                .hasMessage(
                        "herald.http.netty.tls.certificate must name a file if herald.http.netty.tls.bind is set, but is empty");
        assertThatThrownBy(() -> new PemFiles("herald.http.netty.tls", "", "/key.pem"))
                .hasMessage(
                        "herald.http.netty.tls.key must come with herald.http.netty.tls.certificate, but is alone with /key.pem");
    }

    private Endpoint bound;

    private Endpoint bound(NettyHttpServer server) {
        assertThat(server.connections()).isNotNegative();
        return bound;
    }

    private NettyHttpServer open(Variant variant) throws IOException {
        return open(variant, first);
    }

    private NettyHttpServer open(Variant variant, PemPair pair) throws IOException {
        context = NettyTlsSettings.context(identity(pair), variant.provider);
        HttpSettings http = new HttpSettings(TestServer.endpoint("[::]:7070"), List.of(), true);
        NettyHttpServer server = new NettyHttpServer(
                List.of(TestServer.endpoint("127.0.0.1:0")),
                "herald.http.netty.tls.bind",
                TestServer.SETTINGS,
                List.of(),
                TestServer.tracker(http, new Metrics()),
                variant.channels.withTls(() -> context, 10));
        bound = server.open().get(0);
        return server;
    }

    private SSLSocket connect(NettyHttpServer server, SSLContext client, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket)
                client.getSocketFactory().createSocket(bound(server).address().toInetAddress(), bound.port());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private static String ask(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (answer.indexOf("}") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ends after " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static X509Certificate certificate(SSLSocket socket) throws SSLException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static PemIdentity identity(PemPair pair) {
        return pair.identity();
    }
}
