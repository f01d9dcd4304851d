package dev.herald.udp.transport;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.Optional;

/** Netty's datagram channels. */
enum NettyTransport implements DatagramTransport {
    /** Native epoll: {@code recvmmsg} and {@code sendmmsg}, and IPv6 sockets without IPv4. Reports the destination only of IPv4 datagrams. */
    EPOLL,

    /**
     * The JDK's channels: one datagram per system call. An IPv6 socket at {@code [::]} also receives IPv4, because the JDK cannot set
     * {@code IPV6_V6ONLY}; on Linux an IPv4 socket at the same port takes precedence. Without SO_REUSEPORT there is one event loop, and
     * two wildcard addresses with the same port may be rejected.
     */
    NIO;

    /** Datagrams per system call of epoll. */
    private static final int BATCH = 64;

    /** Datagrams that are read before their answers are sent. */
    private static final int MAX_READS = 4 * BATCH;

    /** Longer than any request: a scrape of 74 info hashes has 1496 bytes. */
    private static final int DATAGRAM_BYTES = 2048;

    /** Above this many pending bytes requests are dropped; a full batch of the longest answers is below. */
    private static final WriteBufferWaterMark MAX_PENDING = new WriteBufferWaterMark(512 << 10, 1 << 20);

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux. */
    private static final ChannelOption<Integer> IPV6_V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    @Override
    public String unavailability() {
        return this == NIO || Epoll.isAvailable()
                ? ""
                : "Netty's epoll cannot be loaded: " + Epoll.unavailabilityCause();
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return this == NIO;
    }

    @Override
    public boolean sharesPorts() {
        if (this == EPOLL) {
            return true;
        }
        try (DatagramChannel channel = DatagramChannel.open()) {
            return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        } catch (IOException e) {
            return false;
        }
    }

    private ChannelOption<Boolean> reusePort() {
        return this == EPOLL ? UnixChannelOption.SO_REUSEPORT : NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
    }

    private Bootstrap bootstrap(Family family, boolean wildcard) {
        SocketProtocolFamily protocol = family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
        // Netty calls recvmmsg for a buffer of several times the datagram size.
        int receiveBytes = this == EPOLL ? BATCH * DATAGRAM_BYTES : DATAGRAM_BYTES;
        Bootstrap bootstrap = new Bootstrap()
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(receiveBytes).maxMessagesPerRead(MAX_READS))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MAX_PENDING);
        if (this == NIO) {
            return bootstrap.channelFactory(() -> new NioDatagramChannel(protocol));
        }
        bootstrap
                .channelFactory(() -> new EpollDatagramChannel(protocol))
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES);
        return family == Family.IPV6
                ? bootstrap.option(IPV6_V6ONLY, 1)
                : bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, wildcard);
    }

    /** The name in the settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean answersFromDestination() {
        return false; // Netty cannot set the source address of a datagram
    }

    @Override
    public BoundSocket bind(InetSocketAddress address, boolean exclusive, int receiveBufferBytes, UdpEventLoop loop)
            throws IOException {
        Family family = Address.of(address.getAddress()).family();
        boolean shared = sharesPorts();
        Bootstrap bootstrap = bootstrap(family, address.getAddress().isAnyLocalAddress())
                .group(loop.netty())
                .option(ChannelOption.SO_RCVBUF, receiveBufferBytes)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new NettyDatagrams(loop.trackers().apply(family), loop.forwarder()));
                    }
                });
        if (shared && !exclusive) {
            bootstrap.option(reusePort(), true);
        }
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        Channel channel = bound.channel();
        if (shared) {
            channel.config().setOption(reusePort(), true);
        }
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        int granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
        return this == EPOLL
                // Linux doubles the size for its own data.
                ? new BoundSocket(
                        port, granted / 2, Optional.of((Socket) ((UnixChannel) channel).fd()), Optional.of(channel))
                : new BoundSocket(port, granted, Optional.empty(), Optional.of(channel));
    }
}
