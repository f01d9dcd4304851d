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
 * Limits what a response costs in the whole server, sockets and servlet container included: the bytes allocated for an announce over
 * each frontend, and the system calls for a response under load. Neither depends on the machine. The tests of each package limit the
 * allocations of that package.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ResponseCostIT {

    private static final Logger LOG = Logger.getLogger(ResponseCostIT.class.getName());

    private static final int ALLOCATION_ATTEMPTS = 60;
    private static final int CALL_ATTEMPTS = 5;

    /** Few enough that the store soon stops growing. */
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
        void allocated_bytes_of_an_announce_are_limited_over_each_frontend() throws Exception {
            try (RunningJvm jvm = RunningJvm.of(herald.pid())) {
                Budget budget = new Budget(jvm);
                SocketFactory plain = SocketFactory.getDefault();
                SocketFactory trusting = Trust.in(pair.read()).getSocketFactory();
                budget.check("http.netty", 1300, () -> ask(plain, herald.nettyPort(), 5000));
                budget.check("http.netty.tls", 1500, () -> ask(trusting, herald.nettyTlsPort(), 5000));
                budget.check("http", 60_000, () -> ask(plain, herald.httpPort(), 2000));
                checkUdp(budget, 480, herald);
            }
        }

        @Test
        void each_udp_system_call_moves_many_datagrams() throws Exception {
            assertUdpIsBatched(herald, folder);
        }

        @Test
        void http_response_takes_one_read_and_one_write() throws Exception {
            List<RawConnection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    connections.add(connect());
                    connections.get(i).ask(request(i));
                }
                assertCallsPerResponse(2.5, herald, folder, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        for (int i = 0; i < CONNECTIONS; i++) {
                            connections.get(i).send(request(i));
                        }
                        for (RawConnection connection : connections) {
                            connection.answer();
                        }
                    }
                    return CONNECTIONS * ROUNDS;
                });
            } finally {
                for (RawConnection connection : connections) {
                    connection.close();
                }
            }
        }

        @Test
        void pipelined_http_requests_share_reads_and_writes() throws Exception {
            try (RawConnection connection = connect()) {
                connection.ask(request(0));
                assertCallsPerResponse(0.1, herald, folder, () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        connection.send(request(round).repeat(PIPELINED));
                        for (int i = 0; i < PIPELINED; i++) {
                            connection.answer();
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

    /** The foreign transport, which receives and sends datagrams without Netty's objects. */
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
        void udp_announce_allocates_almost_nothing() throws Exception {
            try (RunningJvm jvm = RunningJvm.of(herald.pid())) {
                checkUdp(new Budget(jvm), 8, herald);
            }
        }

        @Test
        void each_udp_system_call_moves_many_datagrams() throws Exception {
            assertUdpIsBatched(herald, folder);
        }
    }

    private interface Work {
        /** Sends requests and returns the number of responses. */
        long run() throws Exception;
    }

    private record Budget(RunningJvm jvm) {

        /** Takes the least of several attempts: code that is not compiled yet and a growing store allocate more. */
        void check(String frontend, long bytes, Work work) throws Exception {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < ALLOCATION_ATTEMPTS && least >= bytes; i++) {
                long before = jvm.allocatedBytes();
                long answers = work.run();
                least = Math.min(least, (jvm.allocatedBytes() - before) / answers);
                LOG.info(frontend + ": " + answers + " responses, " + least + " bytes each");
            }
            assertThat(least).as(frontend).isLessThan(bytes);
        }
    }

    private static void checkUdp(Budget budget, long bytes, Server server) throws Exception {
        try (UdpLoad load = new UdpLoad(server.udpPort(), PEERS, 0)) {
            budget.check("udp", bytes, () -> answers(load.run(1, 0)));
        }
    }

    private static void assertUdpIsBatched(Server server, Path folder) throws Exception {
        try (UdpLoad load = new UdpLoad(server.udpPort())) {
            assertCallsPerResponse(0.1, server, folder, () -> answers(load.run(2, 0)));
        }
    }

    private static long answers(UdpLoad.Result result) {
        return result.sent() - result.lost();
    }

    /** Takes the least of several attempts: other load on the machine can only split batches, never merge them. */
    private static void assertCallsPerResponse(double most, Server server, Path folder, Work work) throws Exception {
        double fewest = Double.MAX_VALUE;
        for (int i = 0; i < CALL_ATTEMPTS && fewest >= most; i++) {
            try (SystemCalls calls = SystemCalls.of(server.pid(), folder)) {
                fewest = Math.min(fewest, perResponse(calls, work.run()));
            }
        }
        assertThat(fewest).isLessThan(most);
    }

    private static double perResponse(SystemCalls calls, long answers) throws IOException, InterruptedException {
        Map<String, Long> counted = calls.end();
        double each =
                (double) counted.values().stream().mapToLong(Long::longValue).sum() / answers;
        LOG.info(answers + " responses, " + each + " calls each: " + counted);
        assertThat(counted).isNotEmpty();
        return each;
    }

    /** Sends requests one after the other over a persistent connection. */
    private static long ask(SocketFactory sockets, int port, int times) throws Exception {
        try (RawConnection connection =
                new RawConnection(sockets.createSocket(InetAddress.getLoopbackAddress(), port))) {
            for (int i = 0; i < times; i++) {
                assertThat(connection.ask(request(0)))
                        .contains("d8:completei0e")
                        .doesNotContain("failure reason");
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
