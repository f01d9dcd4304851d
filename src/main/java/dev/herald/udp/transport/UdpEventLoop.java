package dev.herald.udp.transport;

import dev.herald.bittorrent.Family;
import dev.herald.udp.UdpTracker;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** An event loop and its trackers, one per family, which its sockets share. */
final class UdpEventLoop {

    private final EventLoop loop;
    private final Function<Family, UdpTracker> factory;
    private final BiPredicate<DatagramPacket, EventLoop> forwarder;

    /** Used by the thread of the event loop only. */
    private final Map<Family, UdpTracker> trackers = new EnumMap<>(Family.class);

    /**
     * Has no trackers yet.
     *
     * @param factory creates the trackers, on the thread of the event loop
     * @param forwarder see {@link LocalSocketsUpdater#forward}
     */
    UdpEventLoop(
            EventLoop loop,
            Function<Family, UdpTracker> factory,
            BiPredicate<DatagramPacket, EventLoop> forwarder) {
        this.loop = loop;
        this.factory = factory;
        this.forwarder = forwarder;
    }

    EventLoop netty() {
        return loop;
    }

    /** Returns the tracker of a family. Must be called on the thread of the event loop. */
    UdpTracker tracker(Family family) {
        return trackers.computeIfAbsent(family, factory);
    }

    /**
     * Forwards a datagram that a wildcard socket has received to the socket of its destination address.
     *
     * @return whether it was retained and forwarded; if not, the caller answers it
     */
    boolean forward(DatagramPacket datagram) {
        return forwarder.test(datagram, loop);
    }
}
