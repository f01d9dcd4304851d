package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.HeraldExtension.Mode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code udp/contract.rs}; an invalid datagram gets an error response from Torrust, and none from Herald. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class UdpContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int TRANSACTION = 123;
    private static final byte[] TORRENT = HexFormat.of().parseHex(Announces.newTorrent());

    private DatagramSocket socket;

    @BeforeEach
    void open() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), HERALD.udp()));
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void should_return_no_response_when_the_client_sends_an_empty_request() throws IOException {
        socket.send(new DatagramPacket(new byte[1496], 1496));

        // The first response belongs to the second request.
        assertThat(connect()).isNotZero();
    }

    @Nested
    final class receiving_a_connection_request {
        @Test
        void should_return_a_connect_response() throws IOException {
            ByteBuffer answer = ask(request(0x41727101980L, 0));

            assertThat(answer.getInt()).isZero();
            assertThat(answer.getInt()).isEqualTo(TRANSACTION);
            assertThat(answer.remaining()).isEqualTo(8);
        }
    }

    @Nested
    final class receiving_an_announce_request {
        @Test
        void should_return_an_announce_response() throws IOException {
            isAnnounced(ask(announce(connect())));
        }

        @Test
        void should_return_many_announce_response() throws IOException {
            long connection = connect();
            for (int i = 0; i < 1000; i++) {
                isAnnounced(ask(announce(connection)));
            }
        }
    }

    @Nested
    final class receiving_an_scrape_request {
        @Test
        void should_return_a_scrape_response() throws IOException {
            ByteBuffer answer = ask(request(connect(), 2).put(TORRENT));

            assertThat(answer.getInt()).isEqualTo(2);
            assertThat(answer.getInt()).isEqualTo(TRANSACTION);
            assertThat(answer.remaining()).isEqualTo(12);
        }
    }

    private static void isAnnounced(ByteBuffer answer) {
        assertThat(answer.getInt()).isEqualTo(1);
        assertThat(answer.getInt()).isEqualTo(TRANSACTION);
        assertThat(answer.getInt()).as("interval").isEqualTo(120);
        assertThat(answer.getInt()).as("leechers").isEqualTo(1);
        assertThat(answer.getInt()).as("seeders").isZero();
        assertThat(answer.remaining()).as("bytes of peers").isZero();
    }

    private long connect() throws IOException {
        return ask(request(0x41727101980L, 0)).getLong(8);
    }

    private static ByteBuffer announce(long connection) {
        return request(connection, 1)
                .put(TORRENT)
                .put(new byte[20])
                .putLong(0)
                .putLong(1)
                .putLong(0)
                .putInt(2)
                .putInt(0)
                .putInt(0)
                .putInt(-1)
                .putShort((short) 6881);
    }

    private static ByteBuffer request(long connection, int action) {
        return ByteBuffer.allocate(128).putLong(connection).putInt(action).putInt(TRANSACTION);
    }

    private ByteBuffer ask(ByteBuffer request) throws IOException {
        byte[] bytes = new byte[request.position()];
        request.flip().get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length));
        DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
        socket.receive(answer);
        return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
    }
}
