package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.FreePorts;
import dev.herald.Requires;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tls.PemPair;
import dev.herald.tls.Trust;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real HAProxy in front of the frontend, with PROXY headers or forwarding headers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HaproxyTest {

    private static final String ANNOUNCE = "GET " + KeepAliveTest.ANNOUNCE + "6881 HTTP/1.1\r\nHost: tracker\r\n\r\n";
    private static final String SEEN = "external ip4:\u007f\u0000\u0000M";

    private final int port = FreePorts.next();
    private final int wildcard = FreePorts.next();
    private TestServer frontend;
    private TestServer tls;
    private TestServer trusting;
    private PemPair pair;
    private Process haproxy;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        String program = Requires.program("haproxy", "apt-get install haproxy").toString();
        Requires.ipv6();
        pair = PemPair.make(folder, "EC");
        SslContext context = NettyTlsSettings.context(pair.identity());
        frontend = withProxyHeaders(HttpTransport.fastest());
        tls = withProxyHeaders(ChannelTransport.fastestWithTls(() -> context, 10));
        trusting = new TestServer(TestServer.SETTINGS, HttpTransport.fastest(), "127.0.0.1");
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    timeout check 300ms
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                listen tcp-v1
                    bind 127.0.0.1:%1$d,::1:%1$d
                    mode tcp
                    server frontend %3$s send-proxy
                listen tcp-v2
                    bind 127.0.0.2:%1$d
                    mode tcp
                    server frontend %3$s send-proxy-v2
                listen http-v1
                    bind 127.0.0.3:%1$d
                    mode http
                    server frontend %3$s send-proxy
                listen http-v2
                    bind 127.0.0.4:%1$d
                    mode http
                    server frontend %3$s send-proxy-v2
                listen with-more-in-the-header
                    bind 127.0.0.5:%1$d
                    mode tcp
                    unique-id-format %%{+X}o%%ci%%ts
                    server frontend %3$s send-proxy-v2 proxy-v2-options crc32c,unique-id
                listen tls
                    bind 127.0.0.6:%1$d
                    mode tcp
                    server frontend %4$s send-proxy-v2
                listen x-forwarded-for
                    bind 127.0.0.7:%1$d
                    mode http
                    option forwardfor
                    server frontend %5$s
                listen forwarded
                    bind 127.0.0.8:%1$d
                    mode http
                    http-request set-header Forwarded for=%%[src]
                    server frontend %5$s
                listen checked-v1
                    bind 127.0.0.9:%1$d
                    mode tcp
                    option httpchk GET /health_check
                    server frontend %3$s send-proxy check inter 100ms fall 3 rise 1
                listen checked-v2
                    bind 127.0.0.10:%1$d
                    mode tcp
                    option httpchk GET /health_check
                    server frontend %3$s send-proxy-v2 check inter 100ms fall 3 rise 1
                listen both-families
                    bind :::%2$d v4v6
                    mode tcp
                    server frontend %3$s send-proxy-v2
                """.formatted(
                        port, wildcard, frontend.bound.get(0), tls.bound.get(0), trusting.bound.get(0)));
        haproxy = new ProcessBuilder(program, "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        Eventually.holds(() -> listens(port) && listens(wildcard));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (haproxy != null) {
            haproxy.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            List.of(frontend, tls, trusting).forEach(TestServer::close);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "::1, ::1, 'ip16:\u0000\u0000\u0000\u0000'",
        "127.0.0.2, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.3, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.4, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.5, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.7, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.8, 127.0.0.77, ip4:\u007f\u0000\u0000M",
    })
    void client_address_is_passed_on_and_the_connection_kept(String front, String client, String seen)
            throws IOException {
        assertSeen(front, port, client, seen);
    }

    /** HAProxy passes on IPv4 clients of such a socket as IPv4-mapped IPv6 addresses. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "::1, ::1, 'ip16:\u0000\u0000\u0000\u0000'",
    })
    void client_address_is_passed_on_by_a_socket_of_both_families(String front, String client, String seen)
            throws IOException {
        assertSeen(front, wildcard, client, seen);
    }

    @Test
    void client_address_is_passed_on_before_tls() throws Exception {
        InetAddress client = InetAddress.getByName("127.0.0.77");
        try (SSLSocket socket = (SSLSocket) Trust.in(pair.read())
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.6"), port, client, 0)) {
            socket.setSoTimeout(10_000);
            String last = ANNOUNCE.replace("Host", "Connection: close\r\nHost");
            socket.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(SEEN);
        }
    }

    /** Its health checks have a PROXY header without an address. If they failed, it would pass on no connection. */
    @ParameterizedTest
    @CsvSource({"127.0.0.9", "127.0.0.10"})
    void health_checks_succeed(String front) throws IOException {
        long before = checks();
        Eventually.holds(() -> checks() > before + 20);
        assertSeen(front, port, "127.0.0.77", "ip4:\u007f\u0000\u0000M");
    }

    private void assertSeen(String front, int port, String client, String seen) throws IOException {
        Endpoint proxy = new Endpoint(Address.parse(front).orElseThrow(), port);
        try (RawConnection wire = new RawConnection(proxy, InetAddress.getByName(client))) {
            for (int i = 0; i < 10; i++) {
                String answer = lowerCaseHead(wire.ask(ANNOUNCE));
                assertThat(answer).startsWith("http/1.1 200 ok\r\n").contains("external " + seen);
            }
        }
    }

    private long checks() {
        return frontend.metrics.count(Frontend.HTTP_NETTY, Family.IPV4, RequestType.OTHER, Outcome.ANSWERED);
    }

    private static TestServer withProxyHeaders(HttpTransport transport) throws IOException {
        List<Endpoint> bind = List.of(TestServer.endpoint("127.0.0.1:0"));
        return new TestServer(new NettyHttpSettings(bind, 1, List.of("127.0.0.1"), 100, 50, 30, 10), transport);
    }

    /** HAProxy converts header names to lower case. */
    private static String lowerCaseHead(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return answer.substring(0, end).toLowerCase(Locale.ROOT) + answer.substring(end);
    }

    private static boolean listens(int port) {
        try (RawConnection wire = new RawConnection(TestServer.endpoint("127.0.0.4:" + port))) {
            return wire.socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
