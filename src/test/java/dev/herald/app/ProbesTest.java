package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.herald.bittorrent.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ProbesTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void a_udp_tracker_that_answers_a_connect_is_well() throws IOException {
        assertThat(askUdp(request -> {
                    assertThat(request)
                            .startsWith("0000041727101980" + "00000000")
                            .hasSize(32);
                    return "00000000" + request.substring(24) + "0102030405060708";
                }))
                .isEmpty();
    }

    @Test
    void a_udp_answer_with_another_action_transaction_or_length_is_wrong() throws IOException {
        assertThat(askUdp(request -> "00000003" + request.substring(24) + "0102030405060708"))
                .isEqualTo("answers a connect wrongly");
        assertThat(askUdp(request -> "00000000" + "0000000000000000" + "01020304"))
                .isEqualTo("answers a connect wrongly");
        assertThat(askUdp(request -> "00000000" + request.substring(24) + "010203040506070809"))
                .isEqualTo("answers a connect wrongly");
    }

    @Test
    void a_udp_port_that_is_silent_or_closed_is_said_to_be() throws IOException {
        int port;
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
            port = silent.getLocalPort();
            assertThat(Probes.udp(new InetSocketAddress(LOOPBACK, port))).isEqualTo("no answer within 1000 ms");
        }
        assertThat(Probes.udp(new InetSocketAddress(LOOPBACK, port))).isNotEmpty();
    }

    @Test
    void an_http_tracker_is_well_if_its_health_check_answers_200() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/health_check", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        assertThat(Probes.http(server.getAddress())).isEmpty();
        server.removeContext("/health_check");
        assertThat(Probes.http(server.getAddress())).isEqualTo("answers with status 404");
        server.stop(0);
        assertThat(Probes.http(server.getAddress())).contains("refused");
    }

    @Test
    void a_wildcard_is_reached_over_loopback_of_its_family() throws IOException {
        assertThat(Probes.fromHere(at("0.0.0.0:1"))).isEqualTo(at("127.0.0.1:1"));
        assertThat(Probes.fromHere(at("[::]:2"))).isEqualTo(at("[::1]:2"));
        assertThat(Probes.fromHere(at("127.0.0.7:3"))).isEqualTo(at("127.0.0.7:3"));
    }

    private static InetSocketAddress at(String endpoint) {
        return Endpoint.parse(endpoint).orElseThrow().toSocketAddress();
    }

    /** Asks a socket that answers one packet with what {@code answer} makes of it, both in hexadecimal digits. */
    private static String askUdp(UnaryOperator<String> answer) throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try {
                    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                    server.receive(packet);
                    String request = HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
                    byte[] bytes = HexFormat.of().parseHex(answer.apply(request));
                    server.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            String complaint = Probes.udp(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
            served.join();
            return complaint;
        }
    }
}
