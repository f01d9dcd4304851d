package dev.herald.udp;

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

/** Lets {@link LocalSockets} follow the addresses of this machine, on a thread of its own, because to list them can take a while. */
final class AddressFollower implements AutoCloseable {

    /** How often the addresses are listed. */
    static final int PAUSE_SECONDS = 10;

    /** Datagrams that may wait until there is a socket at the address that they were sent to. */
    static final int MOST_WAITING = 64;

    private static final Logger LOG = System.getLogger(AddressFollower.class.getName());

    private static final int CLOSE_SECONDS = 2;

    private final List<LocalSockets> sockets;
    private final Source source;
    private final PeriodicTask task;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-udp-addresses");
    private final AtomicInteger waiting = new AtomicInteger();

    /** Lists the addresses of this machine. */
    @FunctionalInterface
    interface Source {
        /** All of them now. */
        Set<LocalAddress> addresses() throws IOException;
    }

    AddressFollower(List<LocalSockets> sockets, Source source, PeriodicTask task) {
        this.sockets = List.copyOf(sockets);
        this.source = source;
        this.task = task;
    }

    /** Opens sockets at the addresses that the machine has now, and goes on with that. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task throws nothing
    void start() {
        task.run(this::follow);
        thread.scheduleWithFixedDelay(() -> task.run(this::follow), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void follow() {
        try {
            Set<LocalAddress> now = source.addresses();
            sockets.forEach(each -> each.follow(now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a datagram that a socket at a wildcard address of {@code loop} has received, and gives it to the socket at the address
     * that it was sent to, which is opened for it.
     *
     * @return whether it is taken; if so, it is retained
     */
    boolean passOn(DatagramPacket datagram, EventLoop loop) {
        InetAddress asked = datagram.recipient().getAddress();
        Optional<LocalSockets> there = sockets.stream()
                .filter(each -> each.port() == datagram.recipient().getPort())
                .findFirst();
        if (asked.isMulticastAddress() || there.isEmpty() || there.get().full()) {
            return false;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return false;
        }
        datagram.retain();
        try {
            thread.execute(() -> {
                waiting.decrementAndGet();
                handOver(datagram, there.get(), loop);
            });
        } catch (RejectedExecutionException e) {
            datagram.release(); // the server is being closed
        }
        return true;
    }

    private static void handOver(DatagramPacket datagram, LocalSockets sockets, EventLoop loop) {
        try {
            LocalAddress asked = LocalAddress.of(datagram.recipient().getAddress());
            Optional<Channel> channel = sockets.asked(asked).stream()
                    .flatMap(socket -> socket.channel().stream())
                    .filter(each -> each.eventLoop() == loop)
                    .findFirst();
            if (channel.isPresent()) {
                datagram.retain();
                try {
                    loop.execute(() ->
                            channel.get().pipeline().fireChannelRead(datagram).fireChannelReadComplete());
                } catch (RejectedExecutionException e) {
                    datagram.release();
                    throw e;
                }
            }
        } catch (IOException | RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "A datagram to an address without a socket is lost", e);
        } finally {
            datagram.release();
        }
    }

    /** Datagrams that the kernel has dropped because a receive buffer was full. */
    long dropped() {
        return sockets.stream().mapToLong(LocalSockets::dropped).sum();
    }

    /** Opens nothing any more; what is open is its loop's to close. */
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
