package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import dev.herald.udp.HexClient;
import dev.herald.udp.Packets;
import dev.herald.udp.UdpProbe;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which event loop receives which info hash. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SteeringTest {

    private static final int LOOPS = 3;
    private static final int SENDERS = 12;
    private static final int TORRENTS = 24;
    private static final int CONNECTION_ID = 0;
    private static final int ACTION = 8;
    private static final int INFO_HASH = 16;

    private final Tracker tracker = HexClient.tracker(HexClient.policy(Unreachable.ANSWER));

    /** The event loop that read the clock last. Each request is answered before the next is sent. */
    private volatile String loop = "";

    @Test
    void random_info_hashes_are_distributed_evenly() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Steering steering = new Steering(random.nextInt(), random.nextInt() | 1);
            int[] hashes = new int[Steering.PARTS];
            for (int j = 0; j < 1000 * Steering.PARTS; j++) {
                hashes[steering.socket(random.nextLong(), Steering.PARTS)]++;
            }
            assertThat(Arrays.stream(hashes).min().orElseThrow()).isGreaterThan(800);
            assertThat(Arrays.stream(hashes).max().orElseThrow()).isLessThan(1200);
        }
    }

    @Test
    void only_the_first_four_bytes_are_hashed() {
        Steering steering = new Steering(0x1234_5678, 0x9abc_def1);
        assertThat(steering.socket(0x0102_0304_ffff_ffffL, Steering.PARTS))
                .isEqualTo(steering.socket(0x0102_0304_0000_0000L, Steering.PARTS));
    }

    @Test
    void an_even_factor_is_rejected() {
        assertThatThrownBy(() -> new Steering(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd");
    }

    static Stream<Transport> transports() {
        return Transports.here().filter(transport -> transport != Transport.NIO);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void all_announces_and_scrapes_of_a_torrent_go_to_one_loop(Transport transport) throws IOException {
        Map<Integer, Set<String>> loopsOfPart = new HashMap<>();
        Set<String> loopsOfConnects = new HashSet<>();
        for (String address : List.of("127.0.0.1:0", "[::1]:0")) {
            loopsOfPart.clear();
            try (UdpServer server = server(address, transport)) {
                Endpoint frontend = server.open().get(0);
                Random random = new Random(11);
                long[] torrents = random.longs(TORRENTS).toArray();
                for (int sender = 0; sender < SENDERS; sender++) {
                    try (DatagramSocket socket = new DatagramSocket()) {
                        socket.connect(frontend.toSocketAddress());
                        socket.setSoTimeout(5000);
                        long id = ask(socket, HexClient.bytes(Packets.U01_CONNECT))
                                .getLong(8);
                        loopsOfConnects.add(loop);
                        for (long torrent : torrents) {
                            int numWant = server.steering().socket(torrent, LOOPS);
                            for (String request : List.of(Packets.U03_STARTED, Packets.U23_SCRAPE)) {
                                ask(socket, request(request, id, torrent));
                                loopsOfPart
                                        .computeIfAbsent(numWant, any -> new HashSet<>())
                                        .add(loop);
                            }
                        }
                    }
                }
            }
            assertThat(loopsOfPart).hasSize(LOOPS);
            assertThat(loopsOfPart.values()).allMatch(loops -> loops.size() == 1);
            assertThat(loopsOfPart.values().stream().distinct()).hasSize(LOOPS);
        }
        assertThat(loopsOfConnects).as("steered by the sender").hasSizeGreaterThan(1);
    }

    /** NIO, which cannot set the socket option, fails like a kernel that rejects it. */
    @Test
    void without_steering_every_request_is_answered_and_one_message_is_logged() throws IOException {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = recordingThisThread(logged);
        Logger logger = Logger.getLogger(UdpServer.class.getName());
        logger.addHandler(handler);
        try (UdpServer server = server("127.0.0.1:0,[::1]:0", Transport.NIO)) {
            for (Endpoint frontend : server.open()) {
                assertThat(new UdpProbe(10_000).ask(frontend.toSocketAddress())).isEmpty();
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged)
                .filteredOn(line -> line.getMessage().startsWith("UDP datagrams are distributed by source address"))
                .singleElement()
                .extracting(LogRecord::getLevel)
                .isEqualTo(Level.INFO);
    }

    /** Servers of concurrent tests may log the same on other threads. */
    private static Handler recordingThisThread(List<LogRecord> logged) {
        long thread = Thread.currentThread().getId();
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLongThreadID() == thread) {
                    logged.add(line);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static byte[] request(String golden, long connectionId, long torrent) {
        byte[] request = HexClient.bytes(golden);
        ByteBuffer.wrap(request).putLong(CONNECTION_ID, connectionId).putLong(INFO_HASH, torrent);
        return request;
    }

    private static ByteBuffer ask(DatagramSocket socket, byte[] request) throws IOException {
        Datagrams.send(socket, request);
        ByteBuffer answer = Datagrams.receive(socket);
        assertThat(answer.getInt(0)).isEqualTo(ByteBuffer.wrap(request).getInt(ACTION));
        return answer;
    }

    private UdpServer server(String addresses, Transport transport) {
        List<Endpoint> endpoints = Stream.of(addresses.split(",", -1))
                .map(address -> Endpoint.parse(address).orElseThrow())
                .toList();
        return new UdpServer(
                new UdpSettings(endpoints, LOOPS, transport, 1 << 20), HexClient.KEY, tracker, new Metrics(), () -> {
                    loop = Thread.currentThread().getName();
                    return Instant.ofEpochSecond(HexClient.NOW);
                });
    }
}
