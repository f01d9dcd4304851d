package dev.herald.udp;

import dev.herald.bittorrent.Family;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** An event loop and the handlers of its sockets, one per family. */
final class UdpEventLoop {

    private final EventLoop loop;
    private final Function<Family, UdpHandler> factory;
    private final BiPredicate<DatagramPacket, EventLoop> forwarder;

    /** Used by the thread of the event loop only. */
    private final Map<Family, UdpHandler> handlers = new EnumMap<>(Family.class);

    /**
     * Has no handlers yet.
     *
     * @param factory creates the handlers, on the thread of the event loop
     * @param forwarder see {@link LocalAddressSockets#forward}
     */
    UdpEventLoop(
            EventLoop loop,
            Function<Family, UdpHandler> factory,
            BiPredicate<DatagramPacket, EventLoop> forwarder) {
        this.loop = loop;
        this.factory = factory;
        this.forwarder = forwarder;
    }

    EventLoop netty() {
        return loop;
    }

    /** Returns the handler of a family. Must be called on the thread of the event loop. */
    UdpHandler handler(Family family) {
        return handlers.computeIfAbsent(family, factory);
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
