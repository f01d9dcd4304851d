package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.http.netty.RawConnection;
import dev.herald.tls.PemPair;
import dev.herald.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bytes the whole server allocates for an announce over each frontend, sockets and container included, and how many system
 * calls an answer takes when there is much to do. Both are the same on every machine. What a package alone allocates is counted
 * nearer to it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class AnswerCostIT {

    private static final Logger LOG = Logger.getLogger(AnswerCostIT.class.getName());

    private static final int ALLOCATION_TRIES = 60;
    private static final int CALL_TRIES = 5;

    /** So few that the store soon grows no longer. */
    private static final int PEERS = 20_000;

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 20;
    private static final int PIPELINED = 64;

    private static final Map<String, String> ONE_EVENT_LOOP =
            Map.of("HERALD_UDP_THREADS", "1", "HERALD_HTTP_NETTY_THREADS", "1");

    @Nested
    final class On_this_JDK {

        private static PemPair pair;
        private static Server herald;

        @TempDir
        private static Path folder;

        @BeforeAll
        static void start() throws Exception {
            pair = PemPair.make("EC");
            Path certificate = folder.resolve("certificate.pem");
            Path key = folder.resolve("key.pem");
            pair.write(certificate, key);
            Map<String, String> settings = new HashMap<>(ONE_EVENT_LOOP);
            settings.put("HERALD_HTTP_NETTY_TLS_BIND", "127.0.0.1:0");
            settings.put("HERALD_HTTP_NETTY_TLS_CERTIFICATE", certificate.toString());
            settings.put("HERALD_HTTP_NETTY_TLS_KEY", key.toString());
            herald = Server.startFast(folder, settings);
        }

        @AfterAll
        static void stop() {
            if (herald != null) {
                herald.close();
            }
        }

        @Test
        void an_announce_stays_within_its_budget_of_bytes_over_each_frontend() throws Exception {
            try (RunningJvm jvm = RunningJvm.of(herald.pid())) {
                Budget budget = new Budget(jvm);
                SocketFactory plain = SocketFactory.getDefault();
                SocketFactory trusting = Trust.in(pair.read()).getSocketFactory();
                budget.holds("http.netty", 1300, () -> ask(plain, herald.nettyPort(), 5000));
                budget.holds("http.netty.tls", 1500, () -> ask(trusting, herald.nettyTlsPort(), 5000));
                budget.holds("http", 60_000, () -> ask(plain, herald.httpPort(), 2000));
                overUdp(budget, 480, herald);
            }
        }

        @Test
        void over_udp_each_call_receives_or_sends_many() throws Exception {
            assertManyAtATime(herald, folder);
        }

        @Test
        void over_http_an_answer_takes_one_to_read_and_one_to_write() throws Exception {
            List<RawConnection> wires = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    wires.add(connect());
                    wires.get(i).ask(request(i));
                }
                assertCallsEach(2.5, herald, folder, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        for (int i = 0; i < CONNECTIONS; i++) {
                            wires.get(i).send(request(i));
                        }
                        for (RawConnection wire : wires) {
                            wire.answer();
                        }
                    }
                    return CONNECTIONS * ROUNDS;
                });
            } finally {
                for (RawConnection wire : wires) {
                    wire.close();
                }
            }
        }

        @Test
        void over_http_requests_that_come_together_are_read_and_answered_together() throws Exception {
            try (RawConnection wire = connect()) {
                wire.ask(request(0));
                assertCallsEach(0.1, herald, folder, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        wire.send(request(round).repeat(PIPELINED));
                        for (int i = 0; i < PIPELINED; i++) {
                            wire.answer();
                        }
                    }
                    return PIPELINED * ROUNDS;
                });
            }
        }

        private static RawConnection connect() throws IOException {
            return new RawConnection(new Endpoint(Address.of(InetAddress.getLoopbackAddress()), herald.nettyPort()));
        }
    }

    /** Where datagrams are moved without Netty's objects. */
    @Nested
    final class On_JDK_25 {

        private static Server herald;

        @TempDir
        private static Path folder;

        @BeforeAll
        static void start() throws IOException {
            herald = Server.startFast(Requires.jdk(25), folder, ONE_EVENT_LOOP);
        }

        @AfterAll
        static void stop() {
            if (herald != null) {
                herald.close();
            }
        }

        @Test
        void next_to_nothing_is_allocated_for_an_announce_over_udp() throws Exception {
            try (RunningJvm jvm = RunningJvm.of(herald.pid())) {
                overUdp(new Budget(jvm), 8, herald);
            }
        }

        @Test
        void over_udp_each_call_receives_or_sends_many() throws Exception {
            assertManyAtATime(herald, folder);
        }
    }

    private interface Work {
        /** How many answers it was given. */
        long answers() throws Exception;
    }

    private record Budget(RunningJvm jvm) {

        /** What is not compiled yet, and a store that still grows, allocate more, so the best of some tries counts. */
        void holds(String frontend, long bytes, Work work) throws Exception {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < ALLOCATION_TRIES && least >= bytes; i++) {
                long before = jvm.allocatedBytes();
                long answers = work.answers();
                least = Math.min(least, (jvm.allocatedBytes() - before) / answers);
                LOG.info(frontend + ": " + answers + " answers, " + least + " bytes each");
            }
            assertThat(least).as(frontend).isLessThan(bytes);
        }
    }

    private static void overUdp(Budget budget, long bytes, Server server) throws Exception {
        try (Flood flood = new Flood(server.udpPort(), PEERS, 0)) {
            budget.holds("udp", bytes, () -> answers(flood.run(1, 0)));
        }
    }

    private static void assertManyAtATime(Server server, Path folder) throws Exception {
        try (Flood flood = new Flood(server.udpPort())) {
            assertCallsEach(0.1, server, folder, () -> answers(flood.run(2, 0)));
        }
    }

    private static long answers(Flood.Stretch stretch) {
        return stretch.sent() - stretch.lost();
    }

    /** Whatever else the machine does can only part what comes together, so the best of some tries counts. */
    private static void assertCallsEach(double most, Server server, Path folder, Work work) throws Exception {
        double fewest = Double.MAX_VALUE;
        for (int i = 0; i < CALL_TRIES && fewest >= most; i++) {
            try (SystemCalls calls = SystemCalls.of(server.pid(), folder)) {
                fewest = Math.min(fewest, perAnswer(calls, work.answers()));
            }
        }
        assertThat(fewest).isLessThan(most);
    }

    private static double perAnswer(SystemCalls calls, long answers) throws IOException, InterruptedException {
        Map<String, Long> counted = calls.end();
        double each =
                (double) counted.values().stream().mapToLong(Long::longValue).sum() / answers;
        LOG.info(answers + " answers, " + each + " calls each: " + counted);
        assertThat(counted).isNotEmpty();
        return each;
    }

    /** One after the other, on a connection that stays open. */
    private static long ask(SocketFactory sockets, int port, int times) throws Exception {
        try (RawConnection wire = new RawConnection(sockets.createSocket(InetAddress.getLoopbackAddress(), port))) {
            for (int i = 0; i < times; i++) {
                assertThat(wire.ask(request(0))).contains("d8:completei0e").doesNotContain("failure reason");
            }
        }
        return times;
    }

    private static String request(int peer) {
        return "GET /announce?info_hash=" + "%11".repeat(20)
                + "&peer_id=-HL0001-%012d&port=6881&uploaded=0&downloaded=0&left=1&numwant=0".formatted(peer)
                + " HTTP/1.1\r\nHost: tracker\r\nUser-Agent: client/1.2.3\r\nAccept-Encoding: gzip\r\n\r\n";
    }
}
