package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How datagrams are moved between the kernel and {@link UdpHandler}. */
sealed interface DatagramTransport permits ForeignTransport, NettyTransport {

    /**
     * The transport that the setting names.
     *
     * @throws IOException if this machine does not have it
     */
    static DatagramTransport of(UdpSettings.Transport setting) throws IOException {
        return switch (setting) {
            case FOREIGN -> required(ForeignTransport.FOREIGN);
            case EPOLL -> required(NettyTransport.EPOLL);
            case NIO -> required(NettyTransport.NIO);
            case AUTO -> fastest();
        };
    }

    private static DatagramTransport required(DatagramTransport transport) throws IOException {
        if (!transport.missing().isEmpty()) {
            throw new IOException(
                    "herald.udp.transport is " + transport + ", which does not work here: " + transport.missing());
        }
        return transport;
    }

    private static DatagramTransport fastest() {
        return Stream.of(ForeignTransport.FOREIGN, NettyTransport.EPOLL)
                .filter(transport -> transport.missing().isEmpty())
                .findFirst()
                .orElse(NettyTransport.NIO);
    }

    /** Why this machine does not have it, for people; empty if it has. */
    String missing();

    /** What the loops run on. */
    IoHandlerFactory ioHandlers();

    /** Whether several sockets can have one port, between which the kernel shares out the datagrams. */
    boolean sharesPorts();

    /**
     * Binds an address without sharing it, and frees it again.
     *
     * @return the port it had
     */
    int bindOnce(Endpoint endpoint) throws IOException;

    /**
     * Opens a socket that {@code loop} serves until it stops, sharing its port if it can.
     *
     * @param receiveBufferBytes receive buffer to ask for
     * @param handler called once, on the thread of the loop
     */
    BoundSocket bind(Endpoint endpoint, EventLoop loop, int receiveBufferBytes, Supplier<UdpHandler> handler)
            throws IOException;
}
