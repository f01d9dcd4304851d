package dev.herald.udp;

import dev.herald.bittorrent.Family;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/** How datagrams are moved between the kernel and {@link UdpHandler}. */
sealed interface DatagramTransport permits ForeignTransport, NettyTransport {

    /** What serves a socket. */
    interface Service {

        /** The loop that it is served by until the loop stops. */
        EventLoop loop();

        /** Receive buffer to ask for, in bytes. */
        int receiveBufferBytes();

        /** What is done with its datagrams; asked for on the thread of the loop. */
        UdpHandler handler(Family family);

        /**
         * Takes a datagram that came to a wildcard address and was sent to an address that has no socket of its own, on the thread
         * of the loop.
         *
         * @return whether it is retained and taken; if not, it is answered from the address that the kernel chooses
         */
        boolean passOn(DatagramPacket datagram);
    }

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

    /** Whether a socket at {@code [::]} takes IPv4 as well. */
    boolean ipv6TakesIpv4();

    /**
     * Whether an answer of a socket at a wildcard address leaves from the address that was asked. If not, each address of the machine
     * needs a socket of its own.
     */
    boolean answersFromAskedAddress();

    /**
     * Opens a socket that others can join, if the transport shares ports.
     *
     * @param address where; its port may be 0 for any
     * @param alone whether it must fail if anybody has the port, even somebody who would share it
     */
    BoundSocket bind(InetSocketAddress address, boolean alone, Service service) throws IOException;
}
