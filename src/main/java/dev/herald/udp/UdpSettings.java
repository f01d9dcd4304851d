package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of the UDP frontend.
 *
 * @param bind listen addresses, at least one and without duplicates; each has one socket per event loop ({@code herald.udp.bind})
 * @param threads event loops, 1 to 1024, or 0 for one per processor ({@code herald.udp.threads})
 * @param transport how datagrams are received and sent ({@code herald.udp.transport})
 * @param receiveBufferBytes requested size of a socket's receive buffer, 65536 to 1073741824 ({@code herald.udp.receive-buffer})
 */
public record UdpSettings(List<Endpoint> bind, int threads, Transport transport, int receiveBufferBytes) {

    /** How datagrams are received and sent. */
    public enum Transport {
        /** The first of the following that this machine supports. */
        AUTO,
        /** {@code recvmmsg} and {@code sendmmsg} through {@code java.lang.foreign}; needs Java 22 and Linux. */
        FOREIGN,
        /** Netty's native epoll transport, in batches; needs Linux. */
        EPOLL,
        /** The JDK's channels. */
        NIO
    }

    /** Validates the ranges and copies {@code bind}. */
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
