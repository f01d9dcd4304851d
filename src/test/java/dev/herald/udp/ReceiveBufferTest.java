package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits while a loop is busy, and what no longer finds room. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ReceiveBufferTest {

    private static final int SMALLEST = 1 << 16;
    private static final int LARGEST = 1 << 30;

    /** Each takes at least 256 bytes of a buffer that has no more than twice {@link #SMALLEST}. */
    private static final int TOO_MANY = 2000;

    private static final int MANY = 640;

    /** Half of what each transport can take at a time. */
    private static final int A_BATCH = 32;

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<String> log = new ArrayList<>();

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void what_a_busy_loop_does_not_take_in_time_is_counted_where_the_kernel_tells(Transport transport)
            throws Exception {
        try (UdpServer server = server(SMALLEST, transport);
                DatagramSocket client = new DatagramSocket()) {
            Endpoint frontend = server.open().get(0);
            assertThat(server.dropped()).isZero();
            client.connect(frontend.toSocketAddress());
            byte[] connect = Conversation.bytes(Packets.U01_CONNECT);
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

    /** The clock is read once for all that is taken together; so its reads count the batches. */
    @ParameterizedTest
    @MethodSource("transports")
    void what_has_waited_is_taken_many_at_a_time(Transport transport) throws Exception {
        try (UdpServer server = server(1 << 20, transport);
                DatagramSocket client = new DatagramSocket()) {
            client.setReceiveBufferSize(1 << 20);
            client.setSoTimeout(5000);
            client.connect(server.open().get(0).toSocketAddress());
            byte[] connect = Conversation.bytes(Packets.U01_CONNECT);
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

    @ParameterizedTest
    @MethodSource("transports")
    void a_buffer_that_the_kernel_does_not_grant_is_told_with_the_remedy(Transport transport) throws IOException {
        Logger logger = Logger.getLogger(UdpServer.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (UdpServer server = server(LARGEST, transport)) {
            free.countDown();
            assertThat(server.open()).hasSize(1);
            assertThat(log)
                    .anyMatch(line -> line.startsWith("The kernel grants UDP receive buffers of ")
                            && line.endsWith("; sysctl -w net.core.rmem_max=" + LARGEST + " mends that"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    private UdpServer server(int receiveBufferBytes, Transport transport) {
        Endpoint bind = Endpoint.parse("127.0.0.1:0").orElseThrow();
        return new UdpServer(
                new UdpSettings(List.of(bind), 1, transport, receiveBufferBytes),
                Conversation.KEY,
                Conversation.tracker(Conversation.policy(Unreachable.ANSWER)),
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
