package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Door;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Recorder;
import dev.herald.tracker.Tracker;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
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

    /** Answers beyond this many bytes are not even computed; a full batch of the longest ones stays below. */
    private static final WriteBufferWaterMark MOST_PENDING = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private final UdpSettings settings;
    private final ConnectionIds connectionIds;
    private final BannedAddresses banned;
    private final Tracker tracker;
    private final Metrics metrics;
    private final InstantSource clock;
    private final FaultLog faults = new FaultLog();

    /** The present event loops; empty before {@link #open} and after {@link #close}. */
    private List<EventLoopGroup> loops = List.of();

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
            Channel last = bind(transport, group, endpoints);
            warnIfClamped(transport.receiveBufferBytes(last));
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
    }

    /** The addresses that are ignored now because of too many bad connection ids. */
    public List<Ban> bans() {
        return banned.all();
    }

    /** Hears {@code address} again; tells whether it was ignored. */
    public boolean lift(Address address) {
        return banned.lift(address);
    }

    private Channel bind(DatagramTransport transport, EventLoopGroup group, List<Endpoint> endpoints)
            throws IOException {
        Channel last = null;
        for (Endpoint endpoint : endpoints) {
            Bootstrap bootstrap = bootstrap(transport, endpoint.address().family());
            for (EventExecutor loop : group) {
                ChannelFuture bound = bootstrap
                        .clone((EventLoop) loop)
                        .bind(endpoint.toSocketAddress())
                        .awaitUninterruptibly();
                if (!bound.isSuccess()) {
                    throw FreeAddresses.refused(endpoint, bound.cause());
                }
                last = bound.channel();
            }
        }
        return last;
    }

    private Bootstrap bootstrap(DatagramTransport transport, Family family) {
        Bootstrap bootstrap = transport
                .socket(family)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, settings.receiveBufferBytes())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_PENDING)
                .handler(new ChannelInitializer<>() {
                    /** Runs on the channel's own thread, so that the recorder is that thread's. */
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler(family));
                    }
                });
        return transport.sharesPorts() ? transport.sharingPort(bootstrap) : bootstrap;
    }

    private UdpHandler handler(Family family) {
        Recorder recorder = metrics.recorder(Door.UDP);
        UdpTracker udp = new UdpTracker(connectionIds, banned, tracker, recorder, faults);
        return new UdpHandler(udp, family, recorder, faults, clock);
    }

    private int threads(DatagramTransport transport) {
        if (!transport.sharesPorts()) {
            return 1;
        }
        return settings.threads() > 0
                ? settings.threads()
                : Runtime.getRuntime().availableProcessors();
    }

    private void warnIfClamped(int granted) {
        if (granted < settings.receiveBufferBytes()) {
            LOG.log(
                    Level.WARNING,
                    "The kernel grants UDP receive buffers of {0} bytes only, not {1} (herald.udp.receive-buffer);"
                            + " raise net.core.rmem_max",
                    Integer.toString(granted),
                    Integer.toString(settings.receiveBufferBytes()));
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
