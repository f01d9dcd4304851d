package dev.herald.http.volume;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The HTTP door for volume: event loops that each have a listening socket of their own at every address, between which the
 * kernel shares out the connections.
 */
public final class VolumeServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(VolumeServer.class.getName());
    private static final int CLOSE_SECONDS = 2;

    private final List<Endpoint> bind;
    private final String key;
    private final VolumeSettings settings;
    private final HttpTracker tracker;
    private final VolumeTransport transport;
    private final Admission admission;

    /** The present event loops; empty before {@link #open} and after {@link #close}. */
    private List<EventLoopGroup> loops = List.of();

    /** What moves the deadlines of each loop on. */
    private final List<Future<?>> ticks = new ArrayList<>();

    /**
     * A door that is still closed.
     *
     * @param proxies reverse proxies, which may have more connections than other addresses
     */
    public VolumeServer(VolumeSettings settings, List<Network> proxies, HttpTracker tracker) {
        this(settings, proxies, tracker, VolumeTransport.fastest());
    }

    /**
     * A door that speaks TLS, with loops and limits of its own, and is still closed.
     *
     * @param bind where it listens
     * @param certificate asked for each connection
     */
    public static VolumeServer withTls(
            VolumeSettings settings,
            List<Endpoint> bind,
            List<Network> proxies,
            HttpTracker tracker,
            VolumeCertificate certificate) {
        return new VolumeServer(
                bind,
                "herald.volume.tls.bind",
                settings,
                proxies,
                tracker,
                TlsTransport.fastest(certificate::context, settings.headerSeconds()));
    }

    VolumeServer(VolumeSettings settings, List<Network> proxies, HttpTracker tracker, VolumeTransport transport) {
        this(settings.bind(), "herald.volume.bind", settings, proxies, tracker, transport);
    }

    VolumeServer(
            List<Endpoint> bind,
            String key,
            VolumeSettings settings,
            List<Network> proxies,
            HttpTracker tracker,
            VolumeTransport transport) {
        this.bind = bind;
        this.key = key;
        this.settings = settings;
        this.tracker = tracker;
        this.transport = transport;
        this.admission = new Admission(
                settings.maxConnections(),
                settings.maxConnectionsPerAddress(),
                proxies,
                settings.proxyProtocolNetworks(),
                new SecureRandom());
    }

    /**
     * Binds every address and begins to answer; does nothing if the settings name none.
     *
     * @return the addresses in the order of the settings with their real ports, without those of IPv6 if this machine has
     *     none
     * @throws IOException naming the address, if one is taken or not of this machine; nothing is left open then
     * @throws IllegalStateException if it is open already
     */
    public synchronized List<Endpoint> open() throws IOException {
        if (!loops.isEmpty()) {
            throw new IllegalStateException("the HTTP door for volume is open already");
        }
        if (bind.isEmpty()) {
            return List.of();
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(threads(), threadFactory(), transport.ioHandlers());
        loops = List.of(group);
        try {
            List<Endpoint> endpoints = free();
            for (EventExecutor loop : group) {
                listen((EventLoop) loop, transport.sockets(endpoints));
            }
            LOG.log(Level.DEBUG, "HTTP transport {0}, event loops: {1}", transport, threads());
            return endpoints;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Stops answering and frees the ports, within {@value #CLOSE_SECONDS} seconds; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        ticks.forEach(tick -> tick.cancel(false));
        ticks.clear();
        for (EventLoopGroup group : loops) {
            group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        loops = List.of();
    }

    /** How many connections are open. */
    public int connections() {
        return admission.open();
    }

    /** How many connections were turned away since the start, because there were too many in all or of their address. */
    public long refusedConnections() {
        return admission.refused();
    }

    private void listen(EventLoop eventLoop, List<Endpoint> endpoints) throws IOException {
        LongSupplier seconds = () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        Deadlines deadlines = new Deadlines(seconds.getAsLong());
        VolumeLoop loop = new VolumeLoop(
                tracker,
                admission,
                new RequestHead(),
                new AnswerWriter(),
                deadlines,
                settings.idleSeconds(),
                settings.headerSeconds());
        ticks.add(eventLoop.scheduleAtFixedRate(() -> deadlines.advance(seconds.getAsLong()), 1, 1, TimeUnit.SECONDS));
        for (Endpoint endpoint : endpoints) {
            try {
                transport.listen(endpoint, eventLoop, loop);
            } catch (IOException e) {
                throw refused(endpoint, e);
            }
        }
    }

    /**
     * The same addresses with real ports, each found free by a socket that shares it with nobody. Addresses that leave the port
     * open get the same one, if it is free on all of them.
     */
    private List<Endpoint> free() throws IOException {
        boolean ipv6 = machineHasIpv6();
        List<Endpoint> found = new ArrayList<>();
        int openPort = 0;
        for (Endpoint wanted : bind) {
            if (wanted.address().family() == Family.IPV6 && !ipv6) {
                LOG.log(Level.INFO, "This machine has no IPv6: HTTP {0} is left out", wanted);
                continue;
            }
            int port = wanted.port() == 0 ? open(wanted.address(), openPort) : bindOnce(wanted);
            openPort = wanted.port() == 0 ? port : openPort;
            found.add(new Endpoint(wanted.address(), port));
        }
        if (found.isEmpty()) {
            throw new IOException(key + " has IPv6 addresses only, but this machine has no IPv6");
        }
        return found;
    }

    private int open(Address address, int preferred) throws IOException {
        if (preferred != 0) {
            try {
                return bindOnce(new Endpoint(address, preferred));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The same port is not free on every address", e);
            }
        }
        return bindOnce(new Endpoint(address, 0));
    }

    private int bindOnce(Endpoint endpoint) throws IOException {
        try {
            return transport.bindOnce(endpoint);
        } catch (IOException e) {
            throw refused(endpoint, e);
        }
    }

    /** Netty's native message is "bind(..) failed with error(-98): Address already in use". */
    private IOException refused(Endpoint endpoint, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? message : message.substring(colon + 2);
        return new IOException("HTTP " + endpoint + " (" + key + ") cannot be bound: " + reason, cause);
    }

    private int threads() {
        if (!transport.sharesPorts()) {
            return 1;
        }
        return settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
    }

    private static ThreadFactory threadFactory() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, "herald-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static boolean machineHasIpv6() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(Inet6Address.class::isInstance);
    }
}
