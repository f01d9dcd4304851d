package dev.herald.udp.transport;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.net.EventLoops;
import io.netty.channel.ChannelException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** {@code recvmmsg} and {@code sendmmsg} through {@code java.lang.foreign}, on Netty's sockets and event loops. */
enum ForeignTransport implements DatagramTransport {
    FOREIGN;

    private static final int IPPROTO_IP = 0;
    private static final int IP_MTU_DISCOVER = 10;
    private static final int IP_PMTUDISC_PROBE = 3;
    private static final int IP_PKTINFO = 8;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVPKTINFO = 49;

    /** The name in the settings. */
    @Override
    public String toString() {
        return "foreign";
    }

    @Override
    public String unavailability() {
        return SocketCalls.unavailability().isEmpty()
                ? NettyTransport.EPOLL.unavailability()
                : SocketCalls.unavailability();
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
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
    public boolean answersFromDestination() {
        return true;
    }

    @Override
    public BoundSocket bind(InetSocketAddress address, boolean exclusive, int receiveBufferBytes, UdpEventLoop loop)
            throws IOException {
        Family family = Address.of(address.getAddress()).family();
        boolean wildcard = address.getAddress().isAnyLocalAddress();
        Socket socket = open(family);
        try {
            if (wildcard && family == Family.IPV4) {
                socket.setIntOpt(IPPROTO_IP, IP_PKTINFO, 1);
            } else if (wildcard) {
                socket.setIntOpt(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
            }
            socket.setReusePort(!exclusive);
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.bind(address);
            socket.setReusePort(true);
            MessageBatch batch = new MessageBatch(family, wildcard);
            EventLoops.register(
                    new ForeignSocket(socket, batch, () -> loop.trackers().apply(family)), loop.netty());
            int granted = socket.getReceiveBufferSize() / 2; // Linux doubles the size for its own data
            return new BoundSocket(socket.localAddress().getPort(), granted, Optional.of(socket), Optional.empty());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Opens a socket that receives one family only. */
    static Socket open(Family family) throws IOException {
        Epoll.ensureAvailability();
        try {
            if (family == Family.IPV6) {
                Socket socket = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET6);
                socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
                return socket;
            }
            Socket socket = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
            // Disables fragmentation and ignores forged ICMP messages about the MTU. The kernel need not number the
            // datagrams then, which would cost it a hash for each.
            socket.setIntOpt(IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_PROBE);
            return socket;
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
