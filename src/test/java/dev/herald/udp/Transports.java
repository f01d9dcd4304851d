package dev.herald.udp;

import dev.herald.udp.UdpSettings.Transport;
import io.netty.channel.epoll.Epoll;
import java.util.stream.Stream;

/** The transports that tests run over. */
final class Transports {

    private static final int FIRST_JAVA_WITH_FOREIGN = 22;

    private Transports() {}

    /**
     * All that this machine and this Java ought to have. Whether they really do is for the tests to find out: where Netty's
     * native library can be loaded and Java is new enough, a foreign transport that does not work is a failure.
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
