package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Door;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Recorder;
import dev.herald.net.EventLoops;
import dev.herald.net.FreeAddresses;
import dev.herald.tracker.Tracker;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The UDP door: event loops that each have a socket of their own at every address, between which the kernel shares out the
 * datagrams by their sender.
 */
public final class UdpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UdpServer.class.getName());

    private final UdpSettings settings;
    private final ConnectionIds connectionIds;
    private final Tracker tracker;
    private final Metrics metrics;
    private final InstantSource clock;

    /** The present event loops; empty before {@link #open} and after {@link #close}. */
    private Optional<EventLoops> loops = Optional.empty();

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
        if (loops.isPresent()) {
            throw new IllegalStateException("the UDP door is open already");
        }
        DatagramTransport transport = DatagramTransport.of(settings.transport());
        EventLoops opened =
                new EventLoops("herald-udp", transport.sharesPorts() ? settings.threads() : 1, transport.ioHandlers());
        loops = Optional.of(opened);
        FreeAddresses addresses = new FreeAddresses("UDP", "herald.udp.bind", transport::bindOnce);
        try {
            List<Endpoint> endpoints = addresses.find(settings.bind());
            sockets = bind(transport, opened.all(), addresses, endpoints);
            warnIfClamped();
            LOG.log(
                    Level.INFO,
                    "UDP transport {0}, event loops: {1}",
                    transport,
                    opened.all().size());
            return endpoints;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Stops answering and frees the ports; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        loops.ifPresent(EventLoops::close);
        loops = Optional.empty();
        sockets = List.of();
    }

    /** Datagrams that the kernel has dropped since {@link #open} because a receive buffer was full; 0 where it does not tell. */
    public synchronized long dropped() {
        return sockets.stream().mapToLong(BoundSocket::dropped).sum();
    }

    private List<BoundSocket> bind(
            DatagramTransport transport, List<EventLoop> eventLoops, FreeAddresses addresses, List<Endpoint> endpoints)
            throws IOException {
        List<BoundSocket> bound = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Family family = endpoint.address().family();
            for (EventLoop loop : eventLoops) {
                try {
                    bound.add(transport.bind(endpoint, loop, settings.receiveBufferBytes(), () -> handler(family)));
                } catch (IOException e) {
                    throw addresses.refused(endpoint, e);
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
        UdpTracker udp = new UdpTracker(connectionIds, tracker, recorder, metrics.faults());
        return new UdpHandler(
                udp,
                family,
                recorder,
                metrics.faults(),
                clock,
                System::nanoTime,
                tracker.foresight(family, MessageBatch.SIZE));
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
}
