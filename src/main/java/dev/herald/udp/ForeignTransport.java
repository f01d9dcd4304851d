package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * {@code recvmmsg} and {@code sendmmsg} without a layer between: Netty opens the sockets and runs the loops, in which
 * {@link PollIoHandler} waits, and {@link ForeignSocket} does what happens for each datagram, with memory that is laid out once.
 */
enum ForeignTransport implements DatagramTransport {
    FOREIGN;

    private static final int IPPROTO_IP = 0;
    private static final int IP_MTU_DISCOVER = 10;
    private static final int IP_PMTUDISC_PROBE = 3;
    private static final int IP_PKTINFO = 8;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVPKTINFO = 49;

    /** A socket of one family alone. */
    static final class FamilySocket extends Socket {

        private final Family family;

        FamilySocket(Family family) throws IOException {
            super(newSocketDgram0(family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6));
            this.family = family;
            if (family == Family.IPV6) {
                setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
            } else {
                // Answers are short enough for nearly every path. So they are never cut into pieces, whatever a forged
                // ICMP
                // message says of the path, and the kernel need not number them for that, which costs it a hash each.
                setIntOpt(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
            }
        }

        /** Has the address that was asked come with each datagram. */
        void receiveAskedAddress() throws IOException {
            if (family == Family.IPV4) {
                setIntOpt(IPPROTO_IP, IP_PKTINFO, 1);
            } else {
                setIntOpt(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
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
    public boolean ipv6TakesIpv4() {
        return false;
    }

    @Override
    public boolean answersFromAskedAddress() {
        return true;
    }

    @Override
    public BoundSocket bind(InetSocketAddress address, boolean alone, Service service) throws IOException {
        Family family = Address.of(address.getAddress()).family();
        boolean wildcard = address.getAddress().isAnyLocalAddress();
        FamilySocket socket = open(family);
        try {
            if (wildcard) {
                socket.receiveAskedAddress();
            }
            socket.setReusePort(!alone);
            socket.setReceiveBufferSize(service.receiveBufferBytes());
            socket.bind(address);
            socket.setReusePort(true);
            int granted = socket.getReceiveBufferSize() / 2; // Linux doubles the number for its own book-keeping
            MessageBatch batch = new MessageBatch(family, wildcard);
            serve(new ForeignSocket(socket, batch, () -> service.handler(family)), (IoEventLoop) service.loop());
            return new BoundSocket(socket.localAddress().getPort(), granted, Optional.of(socket), Optional.empty());
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
    static FamilySocket open(Family family) throws IOException {
        Epoll.ensureAvailability();
        try {
            return new FamilySocket(family);
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
