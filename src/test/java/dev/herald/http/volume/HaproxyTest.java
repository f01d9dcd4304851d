package dev.herald.http.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real HAProxy before the door, which it tells of its clients by PROXY headers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class HaproxyTest {

    private static final String ANNOUNCE = "GET " + ConnectionTest.ANNOUNCE + "6881 HTTP/1.1\r\nHost: tracker\r\n\r\n";

    @TempDir
    Path folder;

    private Door door;
    private Process haproxy;
    private int port;

    @BeforeEach
    void start() throws IOException {
        String program = Requires.program("haproxy", "apt-get install haproxy").toString();
        Requires.ipv6();
        door = ProxyProtocolTest.door(VolumeTransport.fastest());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                listen tcp-v1
                    bind 127.0.0.1:%1$d,::1:%1$d
                    mode tcp
                    server door %2$s send-proxy
                listen tcp-v2
                    bind 127.0.0.2:%1$d
                    mode tcp
                    server door %2$s send-proxy-v2
                listen http-v1
                    bind 127.0.0.3:%1$d
                    mode http
                    server door %2$s send-proxy
                listen http-v2
                    bind 127.0.0.4:%1$d
                    mode http
                    server door %2$s send-proxy-v2
                """.formatted(port, door.bound.get(0)));
        haproxy = new ProcessBuilder(program, "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        Eventually.holds(this::listens);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (haproxy != null) {
            haproxy.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        if (door != null) {
            door.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "::1, ::1, 'ip16:\u0000\u0000\u0000\u0000'",
        "127.0.0.2, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.3, 127.0.0.77, ip4:\u007f\u0000\u0000M",
        "127.0.0.4, 127.0.0.77, ip4:\u007f\u0000\u0000M",
    })
    void the_client_is_seen_through_it_and_keeps_its_connection(String front, String client, String seen)
            throws IOException {
        Endpoint proxy = new Endpoint(Address.parse(front).orElseThrow(), port);
        try (Wire wire = new Wire(proxy, InetAddress.getByName(client))) {
            for (int i = 0; i < 10; i++) {
                String answer = lowerCaseHead(wire.ask(ANNOUNCE));
                assertThat(answer).startsWith("http/1.1 200 ok\r\n").contains("external " + seen);
            }
        }
    }

    /** HAProxy writes names of headers in lower case. */
    private static String lowerCaseHead(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return answer.substring(0, end).toLowerCase(Locale.ROOT) + answer.substring(end);
    }

    private boolean listens() {
        try (Wire wire = new Wire(Door.endpoint("127.0.0.4:" + port))) {
            return wire.socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
