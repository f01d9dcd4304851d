package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpSettings.Transport;
import dev.herald.udp.transport.UdpServer;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The UDP frontend with each transport of the running JDK. {@link NewerJdkIT} tests the transport that needs a newer JDK. */
final class UdpTransportsTest {

    private static final int FIRST_JAVA_WITH_FOREIGN = 22;
    private static final AnnouncePolicy POLICY = new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

    private static final Map<Transport, UdpServer> SERVERS = new EnumMap<>(Transport.class);
    private static final Map<Transport, Integer> PORTS = new EnumMap<>(Transport.class);

    @BeforeAll
    static void open() throws IOException {
        open(Transport.NIO);
        if (Epoll.isAvailable()) {
            open(Transport.EPOLL);
        }
        if (Epoll.isAvailable() && Runtime.version().feature() >= FIRST_JAVA_WITH_FOREIGN) {
            open(Transport.FOREIGN);
        }
    }

    private static void open(Transport transport) throws IOException {
        List<Endpoint> bind = Stream.of("127.0.0.1:0", "[::1]:0")
                .map(text -> Endpoint.parse(text).orElseThrow())
                .toList();
        Swarms swarms = new Swarms(new SwarmSettings(true, 86_400), POLICY.peerLifetimeSeconds(), new Random());
        UdpServer server = new UdpServer(
                new UdpSettings(bind, 2, transport, 1 << 16),
                new byte[16],
                new Tracker(POLICY, new Access(AccessSettings.PUBLIC, new Random(), infoHash -> {}), swarms),
                new Metrics(),
                InstantSource.system());
        SERVERS.put(transport, server);
        List<Endpoint> endpoints = server.open();
        PORTS.put(transport, endpoints.get(0).port());
        assertThat(endpoints).extracting(Endpoint::port).containsOnly(PORTS.get(transport));
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(UdpServer::close);
    }

    private static UdpClient client(Transport transport) {
        Assumptions.assumeTrue(SERVERS.containsKey(transport), "this Java or machine has no " + transport);
        return new UdpClient(PORTS.get(transport));
    }

    @Nested
    final class With_nio extends TrackerConformance {
        private final UdpClient client = client(Transport.NIO);

        @Override
        public UdpClient frontend() {
            return client;
        }
    }

    @Nested
    final class With_epoll extends TrackerConformance {
        private final UdpClient client = client(Transport.EPOLL);

        @Override
        public UdpClient frontend() {
            return client;
        }
    }

    @Nested
    final class With_foreign_functions extends TrackerConformance {
        private final UdpClient client = client(Transport.FOREIGN);

        @Override
        public UdpClient frontend() {
            return client;
        }
    }
}
