package dev.herald.udp.transport;

import dev.herald.udp.UdpSettings;
import dev.herald.udp.UdpTracker;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/** Moves datagrams between the kernel and {@link UdpTracker}. */
sealed interface DatagramTransport permits ForeignTransport, NettyTransport {

    /**
     * Returns the transport of a setting.
     *
     * @throws IOException if this machine does not support it
     */
    static DatagramTransport of(UdpSettings.Transport setting) throws IOException {
        return switch (setting) {
            case FOREIGN -> required(ForeignTransport.FOREIGN);
            case EPOLL -> required(NettyTransport.EPOLL);
            case NIO -> NettyTransport.NIO;
            case AUTO ->
                Stream.of(ForeignTransport.FOREIGN, NettyTransport.EPOLL)
                        .filter(transport -> transport.unavailability().isEmpty())
                        .findFirst()
                        .orElse(NettyTransport.NIO);
        };
    }

    private static DatagramTransport required(DatagramTransport transport) throws IOException {
        if (!transport.unavailability().isEmpty()) {
            throw new IOException("herald.udp.transport is " + transport + ", which does not work here: "
                    + transport.unavailability());
        }
        return transport;
    }

    /** The reason why this machine does not support the transport; empty if it does. */
    String unavailability();

    /** What the event loops use to wait for sockets. */
    IoHandlerFactory ioHandlers();

    /** Whether several sockets can share a port, to which the kernel distributes the datagrams. */
    boolean sharesPorts();

    /** Whether a socket at {@code [::]} also receives IPv4. */
    boolean ipv6TakesIpv4();

    /** Whether an answer of a wildcard socket has the destination of the request as source. If not, each local address needs a socket. */
    boolean answersFromDestination();

    /**
     * Binds a socket and serves it on an event loop. Others can join its port if the transport shares ports.
     *
     * @param address the port may be 0
     * @param exclusive whether to fail if another socket has the port, even one that would share it
     * @param receiveBufferBytes the requested size of the receive buffer
     */
    BoundSocket bind(InetSocketAddress address, boolean exclusive, int receiveBufferBytes, UdpEventLoop loop)
            throws IOException;
}
