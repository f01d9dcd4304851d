package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.herald.Requires;
import dev.herald.bittorrent.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class HttpProbeTest {

    private final HttpProbe probe = new HttpProbe(true, false, List.of());
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(at("[::]", 0), 0);
        server.createContext("/health_check", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void status_200_is_a_success_at_every_bind_address() {
        Requires.ipv6();
        int port = server.getAddress().getPort();
        assertThat(probe.ask(at("127.0.0.1", port))).isEmpty();
        assertThat(probe.ask(at("[::1]", port))).isEmpty();
        assertThat(probe.ask(at("0.0.0.0", port))).isEmpty();
        assertThat(probe.ask(at("[::]", port))).isEmpty();
    }

    @Test
    void another_status_is_a_failure() {
        server.removeContext("/health_check");
        assertThat(probe.ask(server.getAddress())).isEqualTo("answers with status 404");
    }

    @Test
    void a_closed_port_is_a_failure() {
        server.stop(0);
        assertThat(probe.ask(server.getAddress())).startsWith("cannot be reached: ");
    }

    @Test
    void an_answer_that_is_not_HTTP_is_a_failure() throws Exception {
        for (String text : List.of("SSH-2.0-OpenSSH_9.2\r\n", "")) {
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread peer = new Thread(() -> respond(other, text));
                peer.start();
                assertThat(probe.ask((InetSocketAddress) other.getLocalSocketAddress()))
                        .startsWith("cannot be reached: the ");
                peer.join();
            }
        }
    }

    private static void respond(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress at(String host, int port) {
        return Endpoint.parse(host + ":" + port).orElseThrow().toSocketAddress();
    }
}
