package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import java.util.List;

/**
 * How the UDP door is opened and guarded.
 *
 * @param bind where to listen, one socket per address and thread ({@code herald.udp.bind})
 * @param threads event loops, 1 to 1024, or 0 for one per processor ({@code herald.udp.threads})
 * @param transport how datagrams are moved ({@code herald.udp.transport})
 * @param receiveBufferBytes socket receive buffer to ask for, 65536 or more ({@code herald.udp.receive-buffer})
 * @param maxBadIds bad connection ids from one address before it is ignored, at least 1 ({@code herald.udp.max-bad-ids})
 * @param banSeconds how long bad ids are remembered and an address is ignored, at least 1 ({@code herald.udp.ban-seconds})
 */
public record UdpSettings(
        List<Endpoint> bind, int threads, Transport transport, int receiveBufferBytes, int maxBadIds, int banSeconds) {

    /** How datagrams are moved. */
    public enum Transport {
        /** The fastest one that this machine has. */
        AUTO,
        /** Netty's native epoll, batched; Linux only. */
        EPOLL,
        /** The JDK's own; everywhere. */
        NIO
    }

    /** Takes a copy of {@code bind}. */
    public UdpSettings {
        bind = List.copyOf(bind);
    }
}
