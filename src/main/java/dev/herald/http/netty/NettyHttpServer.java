package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import dev.herald.net.EventLoops;
import dev.herald.net.ListenAddresses;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Netty HTTP frontend: several event loops, each with its own listening socket at every address. The kernel distributes the connections
 * among them.
 */
public final class NettyHttpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(NettyHttpServer.class.getName());

    private final List<Endpoint> bind;
    private final String key;
    private final NettyHttpSettings settings;
    private final HttpTracker tracker;
    private final HttpTransport transport;
    private final ConnectionLimiter limiter;

    /** Empty unless the server is open. */
    private Optional<EventLoops> loops = Optional.empty();

    /**
     * Creates a server that is not open.
     *
     * @param proxies reverse proxies, which have no limit of connections per address
     */
    public NettyHttpServer(NettyHttpSettings settings, List<Network> proxies, HttpTracker tracker) {
        this(settings, proxies, tracker, HttpTransport.fastest());
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
     * Creates a server with TLS, and with its own event loops and limits, that is not open.
     *
     * @param bind the addresses
     * @param certificate supplies the current certificate for each connection
     */
    public static NettyHttpServer withTls(
            NettyHttpSettings settings,
            List<Endpoint> bind,
            List<Network> proxies,
            HttpTracker tracker,
            Supplier<SslContext> certificate) {
        return new NettyHttpServer(
                bind,
                "herald.http.netty.tls.bind",
                settings,
                proxies,
                tracker,
                ChannelTransport.fastestWithTls(certificate, settings.headerSeconds()));
    }

    /**
     * Binds every address and starts to answer; does nothing if there are no addresses.
     *
     * @return the addresses in the order of the settings with their ports, without those of IPv6 on a machine without IPv6
     * @throws IOException naming the address that cannot be bound; after any exception nothing is open
     * @throws IllegalStateException if the server is open
     */
    public synchronized List<Endpoint> open() throws IOException {
        if (loops.isPresent()) {
            throw new IllegalStateException("the Netty HTTP frontend is open already");
        }
        return bind.isEmpty() ? List.of() : ListenAddresses.open(this::tryOpen);
    }

    private List<Endpoint> tryOpen() throws IOException {
        EventLoops opened =
                new EventLoops("herald-http", transport.sharesPorts() ? settings.threads() : 1, transport.ioHandlers());
        loops = Optional.of(opened);
        try {
            List<HttpWorker> workers = opened.all().stream().map(this::worker).toList();
            List<Endpoint> endpoints = listen(workers);
            LOG.log(Level.DEBUG, "HTTP transport {0}, event loops: {1}", transport, workers.size());
            return endpoints;
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Binds the sockets of the first worker exclusively. Those of the others share their ports. */
    private List<Endpoint> listen(List<HttpWorker> workers) throws IOException {
        ListenAddresses addresses = new ListenAddresses("HTTP", key, transport.ipv6TakesIpv4());
        List<Endpoint> sockets = new ArrayList<>();
        List<Endpoint> endpoints = addresses.bind(bind, (endpoint, exclusive) -> {
            boolean servedByIpv6 =
                    !exclusive && endpoint.address().equals(ListenAddresses.ANY_IPV4) && transport.ipv6TakesIpv4();
            if (servedByIpv6) {
                return endpoint.port();
            }
            int port = transport.listen(endpoint, exclusive, workers.get(0));
            sockets.add(new Endpoint(endpoint.address(), port));
            return port;
        });
        for (HttpWorker worker : workers.subList(1, workers.size())) {
            for (Endpoint endpoint : sockets) {
                try {
                    transport.listen(endpoint, false, worker);
                } catch (IOException e) {
                    throw addresses.refused(endpoint, e);
                }
            }
        }
        return endpoints;
    }

    private HttpWorker worker(EventLoop eventLoop) {
        return new HttpWorker(
                tracker,
                tracker.newRecorder(),
                limiter,
                new RequestHead(),
                new ResponseWriter(),
                eventLoop,
                settings.proxyProtocolNetworks(),
                settings.idleSeconds(),
                settings.headerSeconds());
    }

    /** Closes all connections and releases the ports; does nothing if the server is not open. */
    @Override
    public synchronized void close() {
        loops.ifPresent(EventLoops::close);
        loops = Optional.empty();
    }

    /** The number of open connections. */
    public int connections() {
        return limiter.open();
    }
}
