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
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Bootstrap bootstrap(Family family, boolean wildcard) {
            Bootstrap bootstrap = new Bootstrap()
                    .channelFactory(() -> new EpollDatagramChannel(protocol(family)))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES);
            return family == Family.IPV6
                    ? bootstrap.option(IPV6_V6ONLY, 1)
                    : bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, wildcard);
        }

        /** Netty calls {@code recvmmsg} for a buffer of several times the datagram size. */
        @Override
        int receiveBytes() {
            return BATCH * DATAGRAM_BYTES;
        }

        @Override
        public boolean ipv6TakesIpv4() {
            return false;
        }

        @Override
        public boolean sharesPorts() {
            return true;
        }

        @Override
        ChannelOption<Boolean> reusePort() {
            return UnixChannelOption.SO_REUSEPORT;
        }

        @Override
        Optional<Socket> socket(Channel channel) {
            return Optional.of((Socket) ((UnixChannel) channel).fd());
        }

        @Override
        public String unavailability() {
            return Epoll.isAvailable() ? "" : "Netty's epoll cannot be loaded: " + Epoll.unavailabilityCause();
        }
    },

    /**
     * The JDK's channels: one datagram per system call. An IPv6 socket at {@code [::]} also receives IPv4, because the JDK cannot set
     * {@code IPV6_V6ONLY}; on Linux an IPv4 socket at the same port takes precedence. Without SO_REUSEPORT there is one event loop, and
     * two wildcard addresses with the same port may be rejected.
     */
    NIO {
        @Override
        public IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Bootstrap bootstrap(Family family, boolean wildcard) {
            return new Bootstrap().channelFactory(() -> new NioDatagramChannel(protocol(family)));
        }

        @Override
        int receiveBytes() {
            return DATAGRAM_BYTES;
        }

        @Override
        public boolean ipv6TakesIpv4() {
            return true;
        }

        @Override
        public boolean sharesPorts() {
            try (DatagramChannel channel = DatagramChannel.open()) {
                return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        ChannelOption<Boolean> reusePort() {
            return NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
        }

        @Override
        Optional<Socket> socket(Channel channel) {
            return Optional.empty();
        }

        @Override
        public String unavailability() {
            return "";
        }
    };

    /** Datagrams per system call. */
    private static final int BATCH = 64;

    /** Datagrams that are read before their answers are sent. */
    private static final int MAX_READS = 4 * BATCH;

    /** Longer than any request: a scrape of 74 info hashes has 1496 bytes. */
    private static final int DATAGRAM_BYTES = 2048;

    /** Above this many pending bytes requests are dropped; a full batch of the longest answers is below. */
    private static final WriteBufferWaterMark MAX_PENDING = new WriteBufferWaterMark(512 << 10, 1 << 20);

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux. */
    private static final ChannelOption<Integer> IPV6_V6ONLY = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    /** Creates a bootstrap with the options of the transport. */
    abstract Bootstrap bootstrap(Family family, boolean wildcard);

    /** The size of the buffer of a read. */
    abstract int receiveBytes();

    abstract ChannelOption<Boolean> reusePort();

    /** The native socket of a channel, if there is one. */
    abstract Optional<Socket> socket(Channel channel);

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
        Bootstrap bootstrap = bootstrap(family, address.getAddress().isAnyLocalAddress())
                .group(loop.netty())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, receiveBufferBytes)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(receiveBytes()).maxMessagesPerRead(MAX_READS))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MAX_PENDING)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new NettyDatagrams(loop.tracker(family), loop::forward));
                    }
                });
        boolean shared = sharesPorts();
        Channel channel = bound(shared && !exclusive ? bootstrap.option(reusePort(), true) : bootstrap, address);
        if (shared) {
            channel.config().setOption(reusePort(), true);
        }
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        int granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
        // Linux doubles the size for its own data; the JDK reports half of it.
        return new BoundSocket(port, this == EPOLL ? granted / 2 : granted, socket(channel), Optional.of(channel));
    }

    private static Channel bound(Bootstrap bootstrap, InetSocketAddress address) throws IOException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    private static SocketProtocolFamily protocol(Family family) {
        return family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
