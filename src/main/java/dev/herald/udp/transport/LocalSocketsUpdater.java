package dev.herald.udp.transport;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.PeriodicTask;
import dev.herald.net.DaemonThreads;
import dev.herald.net.LocalAddress;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Keeps the {@link LocalSockets} of all wildcard listen addresses up to date. Has its own thread, because listing the addresses of the
 * machine may take long.
 */
final class LocalSocketsUpdater implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LocalSocketsUpdater.class.getName());

    private static final int INTERVAL_SECONDS = 10;
    private static final int CLOSE_SECONDS = 2;

    /** Datagrams that wait for the socket of their destination. */
    private static final int MAX_WAITING = 64;

    private static final Address ANY_IPV4 = Address.ofIpv4(0);
    private static final Address ANY_IPV6 = new Address(0, 0);

    private final List<LocalSockets> wildcards;
    private final PeriodicTask task;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-udp-addresses");
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Has no sockets yet.
     *
     * @param listen the listen addresses, which may include wildcards
     * @param ipv6TakesIpv4 whether {@code [::]} also receives IPv4
     */
    LocalSocketsUpdater(List<Endpoint> listen, boolean ipv6TakesIpv4, LocalSockets.Binder binder, PeriodicTask task) {
        this.task = task;
        this.wildcards = listen.stream()
                .filter(endpoint -> endpoint.address().equals(ANY_IPV4)
                        || endpoint.address().equals(ANY_IPV6))
                .map(wildcard -> new LocalSockets(wildcard.port(), covered(wildcard, listen, ipv6TakesIpv4), binder))
                .toList();
    }

    /** The addresses that belong to the wildcard and are not listen addresses themselves. */
    private static Predicate<LocalAddress> covered(Endpoint wildcard, List<Endpoint> listen, boolean ipv6TakesIpv4) {
        Family family = wildcard.address().family();
        boolean bothFamilies =
                family == Family.IPV6 && ipv6TakesIpv4 && !listen.contains(new Endpoint(ANY_IPV4, wildcard.port()));
        return local -> (bothFamilies || local.family() == family)
                && !listen.contains(new Endpoint(local.address(), wildcard.port()));
    }

    /** Binds sockets to the current local addresses, and again after each change. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task throws nothing
    void start() {
        if (!wildcards.isEmpty()) {
            task.run(this::update);
            thread.scheduleWithFixedDelay(
                    () -> task.run(this::update), INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void update() {
        try {
            Set<LocalAddress> current = LocalAddress.all();
            wildcards.forEach(wildcard -> wildcard.update(current));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Forwards a datagram that a wildcard socket of {@code loop} has received to the socket of its destination, which is bound if needed.
     *
     * @return whether it was retained and forwarded
     */
    boolean forward(DatagramPacket datagram, EventLoop loop) {
        InetAddress destination = datagram.recipient().getAddress();
        Optional<LocalSockets> sockets = wildcards.stream()
                .filter(wildcard -> wildcard.port() == datagram.recipient().getPort())
                .findFirst();
        if (destination.isMulticastAddress()
                || sockets.isEmpty()
                || sockets.get().full()) {
            return false;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return false;
        }
        datagram.retain();
        try {
            thread.execute(() -> {
                waiting.decrementAndGet();
                deliver(datagram, sockets.get(), loop);
            });
        } catch (RejectedExecutionException e) {
            datagram.release(); // the server is closing
        }
        return true;
    }

    private static void deliver(DatagramPacket datagram, LocalSockets sockets, EventLoop loop) {
        try {
            LocalAddress destination = LocalAddress.of(datagram.recipient().getAddress());
            Optional<Channel> channel = sockets.open(destination).stream()
                    .flatMap(socket -> socket.channel().stream())
                    .filter(each -> each.eventLoop() == loop)
                    .findFirst();
            if (channel.isPresent()) {
                loop.execute(
                        () -> channel.get().pipeline().fireChannelRead(datagram).fireChannelReadComplete());
                return;
            }
        } catch (IOException | RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "A datagram to an address without socket was dropped", e);
        }
        datagram.release();
    }

    /** The number of datagrams dropped because a receive buffer was full. */
    long dropped() {
        return wildcards.stream().mapToLong(LocalSockets::dropped).sum();
    }

    /** Stops the thread. The event loops close the sockets. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
