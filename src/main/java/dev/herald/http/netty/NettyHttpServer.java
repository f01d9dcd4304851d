package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import dev.herald.net.EventLoops;
import dev.herald.net.ListenAddresses;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/**
 * The Netty HTTP frontend: event loops that each have a listening socket of their own at every address, between which the
 * kernel shares out the connections.
 */
public final class NettyHttpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(NettyHttpServer.class.getName());

    private static final Address ANY_IPV4 = Address.ofIpv4(0);

    private final List<Endpoint> bind;
    private final String key;
    private final NettyHttpSettings settings;
    private final HttpTracker tracker;
    private final HttpTransport transport;
    private final ConnectionLimiter limiter;

    /** The present event loops; empty before {@link #open} and after {@link #close}. */
    private Optional<EventLoops> loops = Optional.empty();

    /**
     * A frontend that is still closed.
     *
     * @param proxies reverse proxies, which may have more connections than other addresses
     */
    public NettyHttpServer(NettyHttpSettings settings, List<Network> proxies, HttpTracker tracker) {
        this(settings, proxies, tracker, HttpTransport.fastest());
    }

    /**
     * A frontend that speaks TLS, with loops and limits of its own, and is still closed.
     *
     * @param bind where it listens
     * @param certificate asked for each connection
     */
    public static NettyHttpServer withTls(
            NettyHttpSettings settings,
            List<Endpoint> bind,
            List<Network> proxies,
            HttpTracker tracker,
            NettyCertificate certificate) {
        return new NettyHttpServer(
                bind,
                "herald.http.netty.tls.bind",
                settings,
                proxies,
                tracker,
                TlsTransport.fastest(certificate::context, settings.headerSeconds()));
    }

    NettyHttpServer(NettyHttpSettings settings, List<Network> proxies, HttpTracker tracker, HttpTransport transport) {
        this(settings.bind(), "herald.http.netty.bind", settings, proxies, tracker, transport);
    }

    NettyHttpServer(
            List<Endpoint> bind,
            String key,
            NettyHttpSettings settings,
            List<Network> proxies,
            HttpTracker tracker,
            HttpTransport transport) {
        this.bind = bind;
        this.key = key;
        this.settings = settings;
        this.tracker = tracker;
        this.transport = transport;
        this.limiter = new ConnectionLimiter(settings.maxConnections(), settings.maxConnectionsPerAddress(), proxies);
    }

    /**
     * Binds every address and begins to answer; does nothing if the settings name none.
     *
     * @return the addresses in the order of the settings with their real ports, without those of IPv6 if this machine has
     *     none
     * @throws IOException naming the address, if one is taken or not of this machine; after this and any other exception nothing
     *     is left open
     * @throws IllegalStateException if it is open already
     */
    public synchronized List<Endpoint> open() throws IOException {
        if (loops.isPresent()) {
            throw new IllegalStateException("the Netty HTTP frontend is open already");
        }
        if (bind.isEmpty()) {
            return List.of();
        }
        return ListenAddresses.open(this::attempt);
    }

    private List<Endpoint> attempt() throws IOException {
        EventLoops opened =
                new EventLoops("herald-http", transport.sharesPorts() ? settings.threads() : 1, transport.ioHandlers());
        loops = Optional.of(opened);
        boolean complete = false;
        try {
            List<HttpWorker> workers =
                    opened.all().stream().map(this::worker).toList();
            List<Endpoint> endpoints = listen(opened.all(), workers);
            LOG.log(
                    Level.DEBUG,
                    "HTTP transport {0}, event loops: {1}",
                    transport,
                    opened.all().size());
            complete = true;
            return endpoints;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** The first loop finds out that an address is free, and the others join it. */
    private List<Endpoint> listen(List<EventLoop> eventLoops, List<HttpWorker> workers) throws IOException {
        ListenAddresses addresses = new ListenAddresses("HTTP", key, transport.ipv6TakesIpv4());
        List<Endpoint> endpoints = addresses.bind(bind, (endpoint, alone) -> {
            boolean served = !alone && endpoint.address().equals(ANY_IPV4) && transport.ipv6TakesIpv4();
            return served ? endpoint.port() : transport.listen(endpoint, alone, eventLoops.get(0), workers.get(0));
        });
        for (int i = 1; i < eventLoops.size(); i++) {
            for (Endpoint endpoint : transport.sockets(endpoints)) {
                try {
                    transport.listen(endpoint, false, eventLoops.get(i), workers.get(i));
                } catch (IOException e) {
                    throw addresses.refused(endpoint, e);
                }
            }
        }
        return endpoints;
    }

    /** Stops answering and frees the ports; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        loops.ifPresent(EventLoops::close);
        loops = Optional.empty();
    }

    /** How many connections are open. */
    public int connections() {
        return limiter.open();
    }

    /** How many connections were turned away since the start, because there were too many in all or of their address. */
    public long refusedConnections() {
        return limiter.refused();
    }

    private HttpWorker worker(EventLoop eventLoop) {
        return new HttpWorker(
                tracker,
                limiter,
                new RequestHead(),
                new ResponseWriter(),
                eventLoop,
                settings.proxyProtocolNetworks(),
                settings.idleSeconds(),
                settings.headerSeconds());
    }
}
