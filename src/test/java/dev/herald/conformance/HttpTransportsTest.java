package dev.herald.conformance;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.http.HttpSettings;
import dev.herald.http.HttpTracker;
import dev.herald.http.netty.HttpTransports;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.http.netty.NettyHttpSettings;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The Netty HTTP frontend with each transport; {@link DeployedWarIT} tests the fastest one in the container. */
final class HttpTransportsTest {

    private static final AnnouncePolicy POLICY = new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

    private static final Map<String, NettyHttpServer> SERVERS = new HashMap<>();
    private static final Map<String, Integer> PORTS = new HashMap<>();

    @BeforeAll
    static void open() throws IOException {
        for (String transport : HttpTransports.here()) {
            Swarms swarms = new Swarms(new SwarmSettings(true, 86_400), POLICY.peerLifetimeSeconds(), new Random());
            Tracker tracker =
                    new Tracker(POLICY, new Access(AccessSettings.PUBLIC, new Random(), infoHash -> {}), swarms);
            HttpSettings http = new HttpSettings(
                    new Endpoint(Address.ofIpv4(0), 0), List.of(DeployedHerald.PROXY.getHostAddress()), true);
            NettyHttpServer server = HttpTransports.frontend(
                    transport,
                    new NettyHttpSettings(bind(), 2, List.of(), 1000, 1000, 30, 10),
                    http.trustedNetworks(),
                    new HttpTracker(http, tracker, Frontend.HTTP_NETTY, new Metrics(), InstantSource.system()));
            SERVERS.put(transport, server);
            PORTS.put(transport, server.open().get(0).port());
        }
    }

    private static List<Endpoint> bind() {
        return Stream.of("127.0.0.1:0", "[::1]:0")
                .map(text -> Endpoint.parse(text).orElseThrow())
                .toList();
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(NettyHttpServer::close);
    }

    private static int port(String transport) {
        Assumptions.assumeTrue(PORTS.containsKey(transport), "this machine has no " + transport);
        return PORTS.get(transport);
    }

    @Nested
    final class With_sockets extends TrackerConformance {
        private final HttpClient client = new HttpClient(port("sockets"));

        @Override
        public HttpClient frontend() {
            return client;
        }
    }

    @Nested
    final class With_epoll extends TrackerConformance {
        private final HttpClient client = new HttpClient(port("epoll"));

        @Override
        public HttpClient frontend() {
            return client;
        }
    }

    @Nested
    final class With_nio extends TrackerConformance {
        private final HttpClient client = new HttpClient(port("nio"));

        @Override
        public HttpClient frontend() {
            return client;
        }
    }

    @Nested
    final class Http_server_with_sockets extends HttpServerRules {
        private final int port = HttpTransportsTest.port("sockets");

        @Override
        int port() {
            return port;
        }
    }

    @Nested
    final class Http_server_with_epoll extends HttpServerRules {
        private final int port = HttpTransportsTest.port("epoll");

        @Override
        int port() {
            return port;
        }
    }

    @Nested
    final class Http_server_with_nio extends HttpServerRules {
        private final int port = HttpTransportsTest.port("nio");

        @Override
        int port() {
            return port;
        }
    }
}
