package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The receive buffer of a socket while its event loop is busy. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReceiveBufferTest {

    private static final int SMALLEST = 1 << 16;

    /** Each uses at least 256 bytes of the buffer, which has at most twice {@link #SMALLEST}. */
    private static final int TOO_MANY = 2000;

    private static final int MANY = 640;

    /** Half of the smallest batch size of the transports. */
    private static final int A_BATCH = 32;

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void dropped_datagrams_are_counted_where_the_kernel_reports_them(Transport transport) throws Exception {
        try (UdpServer server = server(SMALLEST, transport);
                DatagramSocket client = new DatagramSocket()) {
            Endpoint frontend = server.open().get(0);
            assertThat(server.dropped()).isZero();
            client.connect(frontend.toSocketAddress());
            byte[] connect = HexClient.bytes(Packets.U01_CONNECT);
            DatagramPacket packet = new DatagramPacket(connect, connect.length);
            client.send(packet);
            busy.await();
            for (int i = 0; i < TOO_MANY; i++) {
                client.send(packet);
            }
            long dropped = server.dropped();
            free.countDown();
            if (transport == Transport.NIO) {
                assertThat(dropped).isZero();
            } else {
                assertThat(dropped).isBetween(1L, (long) TOO_MANY);
            }
            client.receive(new DatagramPacket(new byte[16], 16));
        }
    }

    /** The clock is read once per batch, so its reads count the batches. */
    @ParameterizedTest
    @MethodSource("transports")
    void waiting_datagrams_are_received_in_batches(Transport transport) throws Exception {
        try (UdpServer server = server(1 << 20, transport);
                DatagramSocket client = new DatagramSocket()) {
            client.setReceiveBufferSize(1 << 20);
            client.setSoTimeout(5000);
            client.connect(server.open().get(0).toSocketAddress());
            byte[] connect = HexClient.bytes(Packets.U01_CONNECT);
            DatagramPacket packet = new DatagramPacket(connect, connect.length);
            client.send(packet);
            busy.await();
            for (int i = 0; i < MANY; i++) {
                client.send(packet);
            }
            free.countDown();
            for (int i = 0; i <= MANY; i++) {
                client.receive(new DatagramPacket(new byte[16], 16));
            }
            assertThat(reads.get()).isLessThanOrEqualTo(2 + MANY / A_BATCH);
        }
    }

    private UdpServer server(int receiveBufferBytes, Transport transport) {
        Endpoint bind = Endpoint.parse("127.0.0.1:0").orElseThrow();
        return new UdpServer(
                new UdpSettings(List.of(bind), 1, transport, receiveBufferBytes),
                HexClient.KEY,
                HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                new Metrics(),
                () -> {
                    reads.incrementAndGet();
                    busy.countDown();
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Instant.EPOCH;
                });
    }
}
