package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Datagrams with an invalid connection id are not answered: section 3.2 of the protocol reference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class InvalidConnectionIdRules {

    private static final String CONNECT = "0000041727101980 00000000 11223344";
    private static final String SCRAPE_WITH_AN_INVALID_ID =
            "0123456789abcdef 00000002 55667788 562a813d4255d620ab802bc9260d70ea99f821b0";

    @Test
    void invalid_connection_id_gets_no_response_and_the_next_connect_is_answered() throws IOException {
        try (DatagramSocket client = client(241)) {
            send(client, SCRAPE_WITH_AN_INVALID_ID);
            send(client, CONNECT);
            assertThat(receive(client)).startsWith("00000000" + "11223344").hasSize(32);
        }
    }

    @Test
    void address_is_not_banned_for_invalid_connection_ids() throws IOException {
        try (DatagramSocket client = client(242)) {
            for (int i = 0; i < 100; i++) {
                send(client, SCRAPE_WITH_AN_INVALID_ID);
            }
            send(client, CONNECT);
            assertThat(receive(client)).startsWith("00000000" + "11223344").hasSize(32);
        }
    }

    private static DatagramSocket client(int last) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(DeployedHerald.loopback(last), 0));
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(DeployedHerald.loopback(1), DeployedHerald.udp()));
        return socket;
    }

    private static void send(DatagramSocket client, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    private static String receive(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        client.receive(packet);
        return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
    }
}
