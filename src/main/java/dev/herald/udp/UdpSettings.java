package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the UDP frontend is opened.
 *
 * @param bind where to listen, one socket per address and thread; at least one address, none twice
 *     ({@code herald.udp.bind})
 * @param threads event loops, 1 to 1024, or 0 for one per processor ({@code herald.udp.threads})
 * @param transport how datagrams are moved ({@code herald.udp.transport})
 * @param receiveBufferBytes socket receive buffer to ask for, 65536 to 1073741824 ({@code herald.udp.receive-buffer})
 */
public record UdpSettings(List<Endpoint> bind, int threads, Transport transport, int receiveBufferBytes) {

    /** How datagrams are moved. */
    public enum Transport {
        /** The fastest one that this machine has. */
        AUTO,
        /** {@code recvmmsg} and {@code sendmmsg} by {@code java.lang.foreign}: Java 22 and Linux. */
        FOREIGN,
        /** Netty's native epoll, batched; Linux only. */
        EPOLL,
        /** The JDK's own; everywhere. */
        NIO
    }

    /** Checks every bound and takes a copy of {@code bind}. */
    public UdpSettings {
        bind = List.copyOf(bind);
        if (bind.isEmpty()) {
            throw new IllegalArgumentException("herald.udp.bind must name at least one address, but is empty");
        }
        Set<Endpoint> seen = new HashSet<>();
        for (Endpoint endpoint : bind) {
            if (!seen.add(endpoint)) {
                throw new IllegalArgumentException(
                        "herald.udp.bind must name no address twice, but does so with " + endpoint);
            }
        }
        require(threads, 0, 1024, "herald.udp.threads");
        require(receiveBufferBytes, 65_536, 1 << 30, "herald.udp.receive-buffer");
    }

    private static void require(int value, int least, int most, String key) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + ", but is " + value);
        }
    }
}
