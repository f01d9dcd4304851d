package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.http.netty.RawConnection;
import dev.herald.tls.PemPair;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.logging.Logger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bytes the whole server allocates for an announce, over each door, sockets and container included; what the rooms
 * alone allocate is counted nearer to them. Bytes are the same on every machine.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class AllocationIT {

    private static final Logger LOG = Logger.getLogger(AllocationIT.class.getName());
    private static final int TRIES = 60;

    /** So few that the store soon grows no longer. */
    private static final int PEERS = 20_000;

    private static final String REQUEST = "GET /announce?info_hash=" + "%11".repeat(20)
            + "&peer_id=-HL0001-000000000000&port=6881&uploaded=0&downloaded=0&left=1&numwant=0 HTTP/1.1\r\n"
            + "Host: tracker\r\nUser-Agent: client/1.2.3\r\nAccept-Encoding: gzip\r\n\r\n";

    @TempDir
    Path folder;

    @Test
    void an_announce_stays_within_its_budget_over_each_door() throws Exception {
        PemPair pair = PemPair.make(folder, "EC");
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        pair.write(certificate, key);
        Map<String, String> settings = Map.of(
                "HERALD_VOLUME_TLS_BIND", "127.0.0.1:0",
                "HERALD_VOLUME_TLS_CERTIFICATE", certificate.toString(),
                "HERALD_VOLUME_TLS_KEY", key.toString());
        try (Server herald = Server.startFast(folder, settings);
                RunningJvm jvm = RunningJvm.of(herald.pid())) {
            Budget budget = new Budget(jvm);
            SocketFactory plain = SocketFactory.getDefault();
            budget.holds("volume", 1300, () -> ask(plain, herald.volumePort(), 5000));
            budget.holds("volume tls", 1500, () -> ask(trusting(pair), herald.volumeTlsPort(), 5000));
            budget.holds("http", 60_000, () -> ask(plain, herald.httpPort(), 2000));
            overUdp(budget, 480, herald);
        }
    }

    @Test
    void and_over_UDP_next_to_nothing_where_datagrams_are_moved_without_Netty_s_objects() throws Exception {
        try (Server herald = Server.startFast(Requires.jdk(25), folder, Map.of());
                RunningJvm jvm = RunningJvm.of(herald.pid())) {
            overUdp(new Budget(jvm), 8, herald);
        }
    }

    private static void overUdp(Budget budget, long bytes, Server herald) throws Exception {
        try (Flood flood = new Flood(herald.udpPort(), PEERS, 0)) {
            budget.holds("udp", bytes, () -> {
                Flood.Stretch stretch = flood.run(1, 0);
                return stretch.sent() - stretch.lost();
            });
        }
    }

    private interface Work {
        /** How many answers it was given. */
        long answers() throws Exception;
    }

    private record Budget(RunningJvm jvm) {

        /** What is not compiled yet, and a store that still grows, allocate more, so the best of some tries counts. */
        void holds(String door, long bytes, Work work) throws Exception {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < TRIES && least >= bytes; i++) {
                long before = jvm.allocatedBytes();
                long answers = work.answers();
                least = Math.min(least, (jvm.allocatedBytes() - before) / answers);
                LOG.info(door + ": " + answers + " answers, " + least + " bytes each");
            }
            assertThat(least).as(door).isLessThan(bytes);
        }
    }

    /** One after the other, on a connection that stays open. */
    private static long ask(SocketFactory sockets, int port, int times) throws Exception {
        try (RawConnection wire = new RawConnection(sockets.createSocket(InetAddress.getLoopbackAddress(), port))) {
            for (int i = 0; i < times; i++) {
                assertThat(wire.ask(REQUEST)).contains("d8:completei0e").doesNotContain("failure reason");
            }
        }
        return times;
    }

    private static SocketFactory trusting(PemPair pair) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("herald", pair.read());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
