package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of a transport to interleaved senders and to invalid datagrams. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpTransportTest {

    private static final int SENDERS = 16;
    private static final int LONGEST_DATAGRAM = 65_507;

    private final Metrics metrics = new Metrics();
    private final List<AutoCloseable> open = new ArrayList<>();

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void every_sender_gets_its_own_answers(Transport transport) throws IOException {
        for (String bind : List.of("127.0.0.1:0", "[::1]:0")) {
            Endpoint frontend = server(bind, transport);
            List<DatagramSocket> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(sender(frontend));
            }
            for (int turn = 0; turn < 40; turn++) {
                for (int i = 0; i < SENDERS; i++) {
                    int transactionId = turn * SENDERS + i;
                    Datagrams.send(
                            senders.get(i), sendsInvalid(i) ? malformedConnect(transactionId) : connect(transactionId));
                }
            }
            for (int i = 0; i < SENDERS; i++) {
                for (int turn = 0; turn < 40 && !sendsInvalid(i); turn++) {
                    assertThat(Datagrams.receive(senders.get(i)).getInt(4)).isEqualTo(turn * SENDERS + i);
                }
            }
        }
        for (Family family : Family.values()) {
            assertThat(metrics.count(Frontend.UDP, family, RequestType.CONNECT, Outcome.MALFORMED))
                    .isEqualTo(40 * 5);
        }
    }

    /** Not the last sender, whose answer means that every earlier datagram was counted. */
    private static boolean sendsInvalid(int sender) {
        return sender % 3 == 1;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void empty_and_oversized_datagrams_are_ignored(Transport transport) throws IOException {
        DatagramSocket sender = sender(server("127.0.0.1:0", transport));
        for (int length : new int[] {0, 1, 15, 2047, 2048, 2049, LONGEST_DATAGRAM}) {
            Datagrams.send(sender, new byte[length]);
            Datagrams.send(sender, connect(length));
            assertThat(Datagrams.receive(sender).getInt(4)).isEqualTo(length);
        }
        Datagrams.send(sender, Arrays.copyOf(connect(7), LONGEST_DATAGRAM));
        assertThat(Datagrams.receive(sender).getInt(4)).isEqualTo(7);
    }

    /** The seed is fixed; {@link UdpFuzzTest} uses random ones. */
    @ParameterizedTest
    @MethodSource("transports")
    void the_answer_equals_that_of_the_tracker(Transport transport) throws IOException {
        Endpoint frontend = server("127.0.0.1:0", transport);
        DatagramSocket sender = sender(frontend);
        Endpoint here = Endpoint.parse("127.0.0.1:" + sender.getLocalPort()).orElseThrow();
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            byte[] datagram = mutated(random);
            Datagrams.send(sender, datagram);
            byte[] expected = new HexClient().ask(here, datagram);
            if (expected.length > 0) {
                byte[] answer = bytes(Datagrams.receive(sender));
                boolean connected = expected.length == 16;
                assertThat(Arrays.copyOf(answer, connected ? 8 : answer.length))
                        .isEqualTo(Arrays.copyOf(expected, connected ? 8 : expected.length));
            }
        }
        Datagrams.send(sender, connect(1));
        assertThat(Datagrams.receive(sender).getInt(4)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_transport_is_found_by_its_name(Transport transport) throws IOException {
        assertThat(DatagramTransport.of(transport).toString()).isEqualToIgnoringCase(transport.name());
        assertThat(DatagramTransport.of(Transport.AUTO))
                .isEqualTo(DatagramTransport.of(transports().findFirst().orElseThrow()));
    }

    @Test
    void an_unavailable_transport_reports_the_reason() {
        if (transports().noneMatch(Transport.FOREIGN::equals)) {
            assertThatThrownBy(() -> DatagramTransport.of(Transport.FOREIGN))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("herald.udp.transport is foreign, which does not work here: ");
        }
    }

    /** Requests with some bytes changed, without valid connection id. */
    private static byte[] mutated(Random random) {
        List<String> golden =
                List.of(Packets.U01_CONNECT, Packets.U03_STARTED, Packets.U23_SCRAPE, Packets.U31_ACTION_9);
        byte[] request = HexClient.bytes(golden.get(random.nextInt(golden.size())));
        byte[] datagram = Arrays.copyOf(request, random.nextInt(4) == 0 ? random.nextInt(2000) : request.length);
        for (int changes = random.nextInt(3); changes > 0 && datagram.length > 0; changes--) {
            datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
        }
        return datagram;
    }

    private static byte[] connect(int transactionId) {
        byte[] connect = HexClient.bytes(Packets.U01_CONNECT);
        ByteBuffer.wrap(connect).putInt(12, transactionId);
        return connect;
    }

    private static byte[] malformedConnect(int transactionId) {
        byte[] connect = connect(transactionId);
        connect[0] = 1;
        return connect;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private DatagramSocket sender(Endpoint frontend) throws IOException {
        InetAddress loopback = frontend.address().toInetAddress();
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
        open.add(socket);
        socket.connect(frontend.toSocketAddress());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private Endpoint server(String bind, Transport transport) throws IOException {
        List<Endpoint> addresses = List.of(Endpoint.parse(bind).orElseThrow());
        UdpServer server = new UdpServer(
                new UdpSettings(addresses, 1, transport, 1 << 20),
                HexClient.KEY,
                HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                metrics,
                Clock.systemUTC());
        open.add(server);
        return server.open().get(0);
    }
}
