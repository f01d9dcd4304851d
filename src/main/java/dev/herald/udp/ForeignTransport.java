package dev.herald.udp;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code recvmmsg} and {@code sendmmsg} without a layer between: Netty opens the sockets and runs the loops, in which
 * {@link PollIoHandler} waits, and {@link ForeignSocket} does what happens for each datagram, with memory that is laid out once.
 */
enum ForeignTransport implements DatagramTransport {
    FOREIGN;

    private static final int IPPROTO_IP = 0;
    private static final int IP_MTU_DISCOVER = 10;
    private static final int IP_PMTUDISC_PROBE = 3;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    /** A socket of one family alone. */
    private static final class FamilySocket extends Socket {
        FamilySocket(Family family) throws IOException {
            super(newSocketDgram0(family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6));
            if (family == Family.IPV6) {
                setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
            } else {
                // Answers are short enough for nearly every path. So they are never cut into pieces, whatever a forged
                // ICMP
                // message says of the path, and the kernel need not number them for that, which costs it a hash each.
                setIntOpt(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
            }
        }
    }

    /** The name in the settings. */
    @Override
    public String toString() {
        return "foreign";
    }

    @Override
    public String missing() {
        return SocketCalls.available() ? NettyTransport.EPOLL.missing() : SocketCalls.missing();
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return PollIoHandler.factory();
    }

    @Override
    public boolean sharesPorts() {
        return true;
    }

    @Override
    public int bindOnce(Endpoint endpoint) throws IOException {
        Socket socket = open(endpoint.address().family());
        try {
            socket.bind(endpoint.toSocketAddress());
            return socket.localAddress().getPort();
        } finally {
            socket.close();
        }
    }

    @Override
    public BoundSocket bind(Endpoint endpoint, EventLoop loop, int receiveBufferBytes, Supplier<UdpHandler> handler)
            throws IOException {
        Socket socket = open(endpoint.address().family());
        try {
            socket.setReusePort(true);
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.bind(endpoint.toSocketAddress());
            int granted = socket.getReceiveBufferSize() / 2; // Linux doubles the number for its own book-keeping
            serve(new ForeignSocket(socket, endpoint.address().family(), handler), (IoEventLoop) loop);
            return new BoundSocket(granted, Optional.of(socket));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void serve(ForeignSocket socket, IoEventLoop loop) throws IOException {
        Future<IoRegistration> registered = loop.register(socket).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IOException(registered.cause().getMessage(), registered.cause());
        }
    }

    /** A socket that is not yet bound. */
    static Socket open(Family family) throws IOException {
        Epoll.ensureAvailability();
        try {
            return new FamilySocket(family);
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
