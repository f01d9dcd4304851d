package dev.herald.udp.transport;

import dev.herald.udp.UdpSettings.Transport;
import io.netty.channel.epoll.Epoll;
import java.util.stream.Stream;

/** The transports that tests run over. */
final class Transports {

    private static final int FIRST_JAVA_WITH_FOREIGN = 22;

    private Transports() {}

    /**
     * Returns the transports that this machine and JDK should support. A test fails if {@code FOREIGN} does not work although the JDK is new
     * enough and Netty's native library can be loaded.
     */
    static Stream<Transport> here() {
        if (!Epoll.isAvailable()) {
            return Stream.of(Transport.NIO);
        }
        return Runtime.version().feature() < FIRST_JAVA_WITH_FOREIGN
                ? Stream.of(Transport.EPOLL, Transport.NIO)
                : Stream.of(Transport.FOREIGN, Transport.EPOLL, Transport.NIO);
    }
}
