package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.Recorder;
import dev.herald.net.ListenAddresses;
import dev.herald.tracker.Tracker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The UDP frontend: event loops that each have a socket of their own at every address, between which the kernel shares out the
 * datagrams by their sender.
 */
public final class UdpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(UdpServer.class.getName());

    private final UdpSettings settings;
    private final ConnectionIds connectionIds;
    private final Tracker tracker;
    private final Metrics metrics;
    private final InstantSource clock;
    private final PeriodicTask following;

    /** Which event loop the kernel gives a torrent's requests to. */
    private final SteeringHash partition = SteeringHash.of(new SecureRandom());

    /** Empty before {@link #open} and after {@link #close}. */
    private Optional<UdpSockets> sockets = Optional.empty();

    /**
     * A frontend that is still closed.
     *
     * @param connectionKey 16 secret bytes that connection ids are made with; servers at one address have the same
     * @param clock tells the time of requests, read once per batch; nobody may set it
     * @throws IllegalArgumentException if the key has another length
     */
    public UdpServer(
            UdpSettings settings, byte[] connectionKey, Tracker tracker, Metrics metrics, InstantSource clock) {
        this.settings = settings;
        this.connectionIds = new ConnectionIds(SipHash.keyed(connectionKey));
        this.tracker = tracker;
        this.metrics = metrics;
        this.following = metrics.periodicTasks().add("UDP sockets at the addresses of this machine");
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
        if (sockets.isPresent()) {
            throw new IllegalStateException("the UDP frontend is open already");
        }
        return ListenAddresses.open(this::attempt);
    }

    private List<Endpoint> attempt() throws IOException {
        DatagramTransport transport = DatagramTransport.of(settings.transport());
        UdpSockets opened = new UdpSockets(transport, settings, partition, following, this::handler);
        sockets = Optional.of(opened);
        boolean complete = false;
        try {
            List<Endpoint> endpoints = opened.bind();
            warnIfClamped(opened.receiveBufferBytes());
            LOG.log(Level.INFO, "UDP transport {0}, event loops: {1}", transport, opened.loops());
            complete = true;
            return endpoints;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Stops answering and frees the ports; does nothing if it is not open. */
    @Override
    public synchronized void close() {
        sockets.ifPresent(UdpSockets::close);
        sockets = Optional.empty();
    }

    /** Datagrams that the kernel has dropped since {@link #open} because a receive buffer was full; 0 where it does not tell. */
    public synchronized long dropped() {
        return sockets.map(UdpSockets::dropped).orElse(0L);
    }

    SteeringHash partition() {
        return partition;
    }

    private UdpHandler handler(Family family) {
        Recorder recorder = metrics.recorder(Frontend.UDP);
        UdpTracker udp = new UdpTracker(connectionIds, tracker, recorder, metrics.faults());
        return new UdpHandler(
                udp,
                family,
                recorder,
                metrics.faults(),
                clock,
                System::nanoTime,
                tracker.prefetcher(family, MessageBatch.SIZE));
    }

    private void warnIfClamped(int granted) {
        int wanted = settings.receiveBufferBytes();
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
