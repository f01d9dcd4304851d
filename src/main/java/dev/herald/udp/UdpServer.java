package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Door;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Recorder;
import dev.herald.tracker.Tracker;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The UDP door: event loops that each have a socket of their own at every address, between which the kernel shares out the
 * datagrams by their sender.
 */
public final class UdpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UdpServer.class.getName());
    private static final int CLOSE_SECONDS = 2;

    private final UdpSettings settings;
    private final ConnectionIds connectionIds;
    private final BannedAddresses banned;
    private final Tracker tracker;
    private final Metrics metrics;
    private final InstantSource clock;
    private final FaultLog faults = new FaultLog();

    /** The present event loops; empty before {@link #open} and after {@link #close}. */
    private List<EventLoopGroup> loops = List.of();

    private List<BoundSocket> sockets = List.of();

    /**
     * A door that is still closed.
     *
     * @param connectionKey 16 secret bytes that connection ids are made with; servers at one address have the same
     * @param clock tells the time of requests, read once per batch
     * @throws IllegalArgumentException if the key has another length
     */
    public UdpServer(
            UdpSettings settings, byte[] connectionKey, Tracker tracker, Metrics metrics, InstantSource clock) {
        this.settings = settings;
        this.connectionIds = new ConnectionIds(SipHash.keyed(connectionKey));
        this.banned = new BannedAddresses(settings.maxBadIds(), Duration.ofSeconds(settings.banSeconds()), clock);
        this.tracker = tracker;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Binds every address and begins to answer.
     *
     * @return the addresses in the order of the settings with their real ports, without those of IPv6 if this machine has
     *     none
     * @throws IOException naming the address, if one is taken or not of this machine; nothing is left open then
     * @throws IllegalStateException if it is open already
     */
    public synchronized List<Endpoint> open() throws IOException {
        if (!loops.isEmpty()) {
            throw new IllegalStateException("the UDP door is open already");
        }
        DatagramTransport transport = DatagramTransport.of(settings.transport());
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(threads(transport), threadFactory(), transport.ioHandlers());
        loops = List.of(group);
        try {
            List<Endpoint> endpoints = new FreeAddresses(transport, group, machineHasIpv6()).find(settings.bind());
            sockets = bind(transport, group, endpoints);
            warnIfClamped();
            LOG.log(Level.INFO, "UDP transport {0}, event loops: {1}", transport, threads(transport));
            return endpoints;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Stops answering and frees the ports, within {@value #CLOSE_SECONDS} seconds; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        for (EventLoopGroup group : loops) {
            group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        loops = List.of();
        sockets = List.of();
    }

    /** The addresses that are ignored now because of too many bad connection ids. */
    public List<Ban> bans() {
        return banned.all();
    }

    /** Hears {@code address} again; tells whether it was ignored. */
    public boolean lift(Address address) {
        return banned.lift(address);
    }

    /** Datagrams that the kernel has dropped since {@link #open} because a receive buffer was full; 0 where it does not tell. */
    public synchronized long dropped() {
        return sockets.stream().mapToLong(BoundSocket::dropped).sum();
    }

    private List<BoundSocket> bind(DatagramTransport transport, EventLoopGroup group, List<Endpoint> endpoints)
            throws IOException {
        List<BoundSocket> bound = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Family family = endpoint.address().family();
            for (EventExecutor loop : group) {
                try {
                    bound.add(transport.bind(
                            endpoint, (EventLoop) loop, settings.receiveBufferBytes(), () -> handler(family)));
                } catch (IOException e) {
                    throw FreeAddresses.refused(endpoint, e);
                }
            }
        }
        steer(bound, endpoints.size());
        return List.copyOf(bound);
    }

    /** Announces of one torrent all go to one loop, if the kernel can do that; else they go where their sender's others go. */
    private void steer(List<BoundSocket> bound, int endpoints) {
        int loops = bound.size() / endpoints;
        try {
            for (int i = 0; i < bound.size() && loops > 1; i += loops) {
                bound.get(i).steer(tracker.partition(), loops);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.INFO,
                    "UDP event loops share torrents, as the kernel cannot keep them apart: {0}",
                    e.getMessage());
        }
    }

    private UdpHandler handler(Family family) {
        Recorder recorder = metrics.recorder(Door.UDP);
        UdpTracker udp = new UdpTracker(connectionIds, banned, tracker, recorder, faults);
        return new UdpHandler(
                udp, family, recorder, faults, clock, System::nanoTime, tracker.foresight(family, MessageBatch.SIZE));
    }

    private int threads(DatagramTransport transport) {
        if (!transport.sharesPorts()) {
            return 1;
        }
        return settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
    }

    private void warnIfClamped() {
        int wanted = settings.receiveBufferBytes();
        int granted =
                sockets.stream().mapToInt(BoundSocket::receiveBufferBytes).min().orElse(wanted);
        if (granted < wanted) {
            LOG.log(
                    Level.WARNING,
                    "The kernel grants UDP receive buffers of {0} bytes only, not {1} (herald.udp.receive-buffer);"
                            + " sysctl -w net.core.rmem_max={1} mends that",
                    Integer.toString(granted),
                    Integer.toString(wanted));
        }
    }

    private static ThreadFactory threadFactory() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, "herald-udp-" + number.incrementAndGet());
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
