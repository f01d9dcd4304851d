package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses loopback sockets and every transport of this machine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Isolated("compares the use of the shared buffer pool")
final class UdpServerTest {

    private static final int ANNOUNCE = 1;
    private static final String WILDCARDS = "0.0.0.0:0,[::]:0";
    private static final String LOOPBACKS = "127.0.0.1:0,[::1]:0";

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final UdpProbe PROBE = new UdpProbe(TIMEOUT_MILLIS);

    private final Metrics metrics = new Metrics();
    private final List<UdpServer> servers = new ArrayList<>();

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @AfterEach
    void close() {
        servers.forEach(UdpServer::close);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void both_families_are_answered_on_the_same_port(Transport transport) throws IOException {
        for (String bind : List.of(WILDCARDS, LOOPBACKS)) {
            List<Endpoint> open = server(settings(bind, 2, transport)).open();
            assertThat(open).extracting(Endpoint::port).doesNotContain(0);
            assertThat(open.get(0).port()).isEqualTo(open.get(1).port());
            assertThat(PROBE.ask(open.get(0).toSocketAddress())).isEmpty();
            assertThat(PROBE.ask(open.get(1).toSocketAddress())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void each_family_has_its_own_socket(Transport transport) throws IOException {
        List<Endpoint> open = server(settings(WILDCARDS, 1, transport)).open();
        PROBE.ask(open.get(0).toSocketAddress());
        assertThat(answered(Family.IPV4, RequestType.CONNECT)).isEqualTo(1);
        assertThat(answered(Family.IPV6, RequestType.CONNECT)).isZero();
        PROBE.ask(open.get(1).toSocketAddress());
        assertThat(answered(Family.IPV6, RequestType.CONNECT)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void every_request_of_a_batch_is_answered(Transport transport) throws IOException {
        Endpoint open = server(settings("127.0.0.1:0", 2, transport)).open().get(0);
        int senders = 8;
        int requests = 200;
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            clients.add(new Client(open));
        }
        for (Client client : clients) {
            client.connect();
        }
        for (int i = 0; i < requests; i++) {
            for (Client client : clients) {
                client.announce(i);
            }
        }
        for (Client client : clients) {
            for (int i = 0; i < requests; i++) {
                assertThat(client.receive().getInt()).isEqualTo(ANNOUNCE);
            }
            client.close();
        }
        assertThat(answered(Family.IPV4, RequestType.ANNOUNCE)).isEqualTo((long) senders * requests);
    }

    @Test
    void an_ipv6_wildcard_of_nio_accepts_ipv4() throws IOException {
        int port = server(settings("[::]:0", 1, Transport.NIO)).open().get(0).port();
        Endpoint overIpv4 = new Endpoint(Address.ofIpv4(0x7f000001), port);
        try (Client one = new Client(overIpv4);
                Client two = new Client(overIpv4)) {
            one.connect();
            one.announce(1);
            assertThat(one.receive().remaining()).isEqualTo(20);
            two.connect();
            two.announce(2);
            assertThat(two.receive().remaining()).isEqualTo(20 + 6);
        }
    }

    @ParameterizedTest
    @MethodSource("nativeTransports")
    void an_ipv6_wildcard_of_a_native_transport_does_not_bind_ipv4(Transport transport) throws IOException {
        Endpoint open = server(settings("[::]:0", 2, transport)).open().get(0);
        try (DatagramSocket other =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), open.port()))) {
            assertThat(other.isBound()).isTrue();
        }
    }

    static Stream<Transport> nativeTransports() {
        return transports().filter(transport -> transport != Transport.NIO);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_port_in_use_is_reported(Transport transport) throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String bind = "127.0.0.1:" + taken.getLocalPort();
            UdpServer server = server(settings("127.0.0.1:0," + bind, 2, transport));
            assertThatThrownBy(server::open)
                    .isInstanceOf(IOException.class)
                    .hasMessage("UDP " + bind + " (herald.udp.bind) cannot be bound: Address already in use");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void the_port_of_another_server_is_not_shared(Transport transport) throws IOException {
        Endpoint open = server(settings("127.0.0.1:0", 2, transport)).open().get(0);
        UdpServer second = server(settings(open.toString(), 2, transport));
        assertThatThrownBy(second::open).hasMessageContaining(open + " (herald.udp.bind) cannot be bound");
        assertThat(PROBE.ask(open.toSocketAddress())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void an_address_of_another_machine_is_reported(Transport transport) {
        UdpServer server = server(settings("192.0.2.1:6969", 1, transport));
        assertThatThrownBy(server::open).hasMessageContaining("UDP 192.0.2.1:6969 (herald.udp.bind) cannot be bound");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void close_frees_ports_threads_and_buffers(Transport transport) throws Exception {
        PooledByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
        for (Thread thread : threads()) {
            thread.join(TIMEOUT_MILLIS); // of an earlier test
        }
        long pinned = buffers.pinnedDirectMemory();
        UdpServer server = server(settings("127.0.0.1:0", 2, transport));
        Endpoint open = server.open().get(0);
        assertThat(PROBE.ask(open.toSocketAddress())).isEmpty();
        List<Thread> threads = threads();
        assertThat(threads).extracting(Thread::getName).containsExactlyInAnyOrder("herald-udp-1", "herald-udp-2");
        server.close();
        for (Thread thread : threads) {
            thread.join(TIMEOUT_MILLIS);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(buffers.pinnedDirectMemory()).isEqualTo(pinned);
        assertThat(server(settings(open.toString(), 1, transport)).open()).containsExactly(open);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_closed_server_can_be_opened_again(Transport transport) throws IOException {
        UdpServer server = server(settings("127.0.0.1:0", 1, transport));
        server.open();
        assertThatThrownBy(server::open).isInstanceOf(IllegalStateException.class);
        server.close();
        server.close();
        assertThat(PROBE.ask(server.open().get(0).toSocketAddress())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_failed_open_closes_everything(Transport transport) throws Exception {
        List<Endpoint> endpoints = List.of(Endpoint.parse("127.0.0.1:0").orElseThrow(), new Endpoint(null, 0));
        List<Thread> before = threads();
        UdpServer server = server(new UdpSettings(endpoints, 2, transport, 1 << 20));
        assertThatThrownBy(server::open).isInstanceOf(NullPointerException.class);
        for (Thread thread : threads()) {
            if (!before.contains(thread)) {
                thread.join(TIMEOUT_MILLIS);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThatThrownBy(server::open).as("not open").isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void all_addresses_get_one_port_that_a_second_server_cannot_bind(Transport transport) throws IOException {
        List<Endpoint> open =
                server(settings("0.0.0.0:0,[::]:0,127.0.0.1:0", 2, transport)).open();
        assertThat(open).extracting(Endpoint::port).containsOnly(open.get(0).port());
        for (Endpoint endpoint : open) {
            assertThat(PROBE.ask(endpoint.toSocketAddress())).isEmpty();
            UdpServer second = server(settings(endpoint.toString(), 1, transport));
            assertThatThrownBy(second::open).hasMessageContaining("cannot be bound");
        }
    }

    @Test
    void a_key_of_another_length_is_rejected() {
        UdpSettings settings = settings("127.0.0.1:0", 1, Transport.AUTO);
        assertThatThrownBy(() -> new UdpServer(
                        settings,
                        new byte[8],
                        HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                        metrics,
                        Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private UdpServer server(UdpSettings settings) {
        UdpServer server = new UdpServer(
                settings,
                HexClient.KEY,
                HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                metrics,
                Clock.systemUTC());
        servers.add(server);
        return server;
    }

    private static UdpSettings settings(String bind, int threads, Transport transport) {
        List<Endpoint> endpoints = Stream.of(bind.split(",", -1))
                .map(text -> Endpoint.parse(text).orElseThrow())
                .toList();
        return new UdpSettings(endpoints, threads, transport, 1 << 20);
    }

    private long answered(Family family, RequestType kind) {
        return metrics.count(Frontend.UDP, family, kind, Outcome.ANSWERED);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("herald-udp"))
                .toList();
    }

    /** A client that announces. */
    private static final class Client implements AutoCloseable {

        private final DatagramSocket socket;
        private long connectionId;

        Client(Endpoint tracker) throws IOException {
            socket = new DatagramSocket();
            socket.connect(tracker.toSocketAddress());
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }

        void connect() throws IOException {
            send(HexClient.bytes(Packets.U01_CONNECT));
            connectionId = receive().getLong(8);
        }

        void announce(int transactionId) throws IOException {
            byte[] announce = HexClient.bytes(Packets.U03_STARTED);
            ByteBuffer.wrap(announce)
                    .putLong(0, connectionId)
                    .putInt(12, transactionId)
                    .putInt(52, socket.getLocalPort()) // the end of the peer id, which differs for each client
                    .putShort(96, (short) socket.getLocalPort());
            send(announce);
        }

        ByteBuffer receive() throws IOException {
            DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
            try {
                socket.receive(answer);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no answer", e);
            }
            return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
        }

        private void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
