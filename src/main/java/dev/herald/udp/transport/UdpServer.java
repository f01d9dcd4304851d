package dev.herald.udp.transport;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.PeriodicTask;
import dev.herald.net.EventLoops;
import dev.herald.net.ListenAddresses;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpTracker;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The UDP frontend. Each event loop has its own socket at every listen address; the kernel distributes the datagrams to them by info hash
 * ({@link Steering}).
 */
public final class UdpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UdpServer.class.getName());

    private final UdpSettings settings;
    private final Function<Family, UdpTracker> trackers;
    private final PeriodicTask addressTask;
    private final Steering steering = Steering.of(new SecureRandom());

    /** The sockets at the addresses of the settings. */
    private final List<BoundSocket> sockets = new ArrayList<>();

    /** Empty while the frontend is closed. */
    private Optional<EventLoops> eventLoops = Optional.empty();

    /** The sockets at local addresses; empty if the transport does not need them. */
    private volatile Optional<LocalSocketsUpdater> localSockets = Optional.empty();

    private boolean steeringFailed;

    /**
     * Creates a closed frontend.
     *
     * @param connectionKey the 16-byte key of the connection ids; the same on all servers at an address
     * @param clock the clock of requests, read once per batch; must be monotonic
     * @throws IllegalArgumentException if the key has another length
     */
    public UdpServer(
            UdpSettings settings, byte[] connectionKey, Tracker tracker, Metrics metrics, InstantSource clock) {
        this.settings = settings;
        this.trackers = UdpTracker.factory(connectionKey, tracker, metrics, clock);
        this.addressTask = metrics.periodicTasks().add("UDP sockets at the local addresses");
    }

    /**
     * Binds all listen addresses and begins to answer.
     *
     * @return the addresses in the order of the settings with their actual ports, without IPv6 addresses if this machine has no IPv6
     * @throws IOException with the address in its message if one cannot be bound; nothing is open then
     * @throws IllegalStateException if it is already open
     */
    public synchronized List<Endpoint> open() throws IOException {
        if (eventLoops.isPresent()) {
            throw new IllegalStateException("the UDP frontend is already open");
        }
        return ListenAddresses.open(this::bindAll);
    }

    private List<Endpoint> bindAll() throws IOException {
        DatagramTransport transport = DatagramTransport.of(settings.transport());
        EventLoops started =
                new EventLoops("herald-udp", transport.sharesPorts() ? settings.threads() : 1, transport.ioHandlers());
        eventLoops = Optional.of(started);
        try {
            List<UdpEventLoop> loops =
                    started.all().stream().map(this::eventLoop).toList();
            ListenAddresses addresses = new ListenAddresses("UDP", "herald.udp.bind", transport.ipv6TakesIpv4());
            List<Endpoint> bound = addresses.bind(settings.bind(), (endpoint, exclusive) -> {
                List<BoundSocket> opened = bind(transport, endpoint.toSocketAddress(), exclusive, loops);
                sockets.addAll(opened);
                return opened.get(0).port();
            });
            if (!transport.answersFromDestination() && transport.sharesPorts()) {
                LocalSocketsUpdater local = new LocalSocketsUpdater(
                        bound,
                        transport.ipv6TakesIpv4(),
                        address -> bind(transport, address, false, loops),
                        addressTask);
                localSockets = Optional.of(local);
                local.start();
            }
            LOG.log(Level.INFO, "UDP transport {0}, event loops: {1}", transport, loops.size());
            return bound;
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private UdpEventLoop eventLoop(EventLoop loop) {
        Map<Family, UdpTracker> ofLoop = new EnumMap<>(Family.class);
        return new UdpEventLoop(
                loop, family -> ofLoop.computeIfAbsent(family, trackers), datagram -> forward(datagram, loop));
    }

    /** Binds a socket for each event loop, or none. */
    private List<BoundSocket> bind(
            DatagramTransport transport, InetSocketAddress address, boolean exclusive, List<UdpEventLoop> loops)
            throws IOException {
        List<BoundSocket> opened = new ArrayList<>();
        try {
            int bytes = settings.receiveBufferBytes();
            opened.add(transport.bind(address, exclusive, bytes, loops.get(0)));
            InetSocketAddress same =
                    new InetSocketAddress(address.getAddress(), opened.get(0).port());
            for (UdpEventLoop other : loops.subList(1, loops.size())) {
                opened.add(transport.bind(same, false, bytes, other));
            }
            steer(opened);
            return opened;
        } catch (Throwable e) {
            opened.forEach(BoundSocket::close);
            throw e;
        }
    }

    /** Without steering, the kernel distributes datagrams by their source address. */
    private void steer(List<BoundSocket> sharing) {
        if (sharing.size() == 1) {
            return;
        }
        try {
            steering.attach(
                    sharing.get(0).socket().orElseThrow(() -> new IOException("not supported by the transport")),
                    sharing.size());
        } catch (IOException e) {
            LOG.log(
                    steeringFailed ? Level.DEBUG : Level.INFO,
                    "UDP datagrams are distributed by source address, not by info hash: {0}",
                    e.getMessage());
            steeringFailed = true;
        }
    }

    private boolean forward(DatagramPacket datagram, EventLoop loop) {
        return localSockets.map(local -> local.forward(datagram, loop)).orElse(false);
    }

    /** The size of the smallest receive buffer, which the kernel may have limited; the requested size if it is not open. */
    public synchronized int receiveBufferBytes() {
        return sockets.stream().mapToInt(BoundSocket::receiveBufferBytes).min().orElse(settings.receiveBufferBytes());
    }

    /** Closes all sockets; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        localSockets.ifPresent(LocalSocketsUpdater::close);
        localSockets = Optional.empty();
        eventLoops.ifPresent(EventLoops::close);
        eventLoops = Optional.empty();
        sockets.clear();
    }

    /** The number of datagrams that the kernel has dropped since {@link #open} because a receive buffer was full; 0 if unknown. */
    public synchronized long dropped() {
        return sockets.stream().mapToLong(BoundSocket::dropped).sum()
                + localSockets.map(LocalSocketsUpdater::dropped).orElse(0L);
    }

    Steering steering() {
        return steering;
    }
}
