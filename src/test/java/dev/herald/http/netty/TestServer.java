package dev.herald.http.netty;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpSettings;
import dev.herald.http.HttpTracker;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Tracker;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** A server with a real tracker on free ports of the loopback address, with one event loop by default. */
final class TestServer implements AutoCloseable {

    static final NettyHttpSettings SETTINGS = settings(100, 50, 30, 10);

    final Metrics metrics = new Metrics();
    final NettyHttpServer server;
    final List<Endpoint> bound;

    /** The transports of this machine. */
    static List<HttpTransport> transports() {
        return Epoll.isAvailable()
                ? List.of(SocketTransport.SOCKETS, ChannelTransport.EPOLL, ChannelTransport.NIO)
                : List.of(ChannelTransport.NIO);
    }

    TestServer(HttpTransport transport) throws IOException {
        this(SETTINGS, transport);
    }

    /** Trusts {@code proxies}. */
    TestServer(NettyHttpSettings settings, HttpTransport transport, String... proxies) throws IOException {
        HttpSettings http = new HttpSettings(endpoint("[::]:7070"), List.of(proxies), true);
        server = new NettyHttpServer(settings, http.trustedNetworks(), tracker(http, metrics), transport);
        bound = server.open();
    }

    /** With a tracker of the test. */
    TestServer(NettyHttpSettings settings, HttpTransport transport, List<Network> proxies, HttpTracker tracker)
            throws IOException {
        server = new NettyHttpServer(settings, proxies, tracker, transport);
        bound = server.open();
    }

    static HttpTracker tracker() {
        return tracker(new HttpSettings(endpoint("[::]:7070"), List.of(), true), new Metrics());
    }

    static HttpTracker tracker(HttpSettings http, Metrics metrics) {
        return tracker(http, metrics, InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000)));
    }

    static HttpTracker tracker(HttpSettings http, Metrics metrics, InstantSource clock) {
        AnnouncePolicy policy = new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false);
        Swarms swarms = new Swarms(new SwarmSettings(true, 86_400), policy.peerLifetimeSeconds(), new Random(3));
        return new HttpTracker(
                http,
                new Tracker(policy, new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}), swarms),
                Frontend.HTTP_NETTY,
                metrics,
                clock);
    }

    static NettyHttpSettings settings(int maxConnections, int maxPerAddress, int idleSeconds, int headerSeconds) {
        return new NettyHttpSettings(
                List.of(endpoint("127.0.0.1:0")),
                1,
                List.of(),
                maxConnections,
                maxPerAddress,
                idleSeconds,
                headerSeconds);
    }

    static Endpoint endpoint(String text) {
        return Endpoint.parse(text).orElseThrow();
    }

    /** The number of counted requests of a type, with any outcome. */
    long requests(RequestType type) {
        long sum = 0;
        for (Family family : Family.values()) {
            for (Outcome outcome : Outcome.values()) {
                sum += metrics.count(Frontend.HTTP_NETTY, family, type, outcome);
            }
        }
        return sum;
    }

    /** Connects to the first address. */
    RawConnection connect() throws IOException {
        return new RawConnection(bound.get(0));
    }

    /** Connects with socket buffers of that size. */
    RawConnection connect(int bufferBytes) throws IOException {
        return new RawConnection(bound.get(0), bound.get(0).address().toInetAddress(), bufferBytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
