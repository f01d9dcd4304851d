package dev.herald.udp;

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
import io.netty.channel.RecvByteBufAllocator;
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

/** Netty's channels, and what each kind calls its options. */
enum NettyTransport implements DatagramTransport {
    /**
     * Netty's native epoll: {@code recvmmsg} and {@code sendmmsg}, IPv6 sockets that are nothing else, a socket for each
     * thread. Netty tells the address that was asked for IPv4 alone.
     */
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        Bootstrap socket(Family family, boolean wildcard) {
            Bootstrap bootstrap = new Bootstrap()
                    .channelFactory(() -> new EpollDatagramChannel(protocol(family)))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, receive(BATCH * DATAGRAM_BYTES));
            return family == Family.IPV6
                    ? bootstrap.option(ONLY_IPV6, 1)
                    : bootstrap.option(EpollChannelOption.IP_RECVORIGDSTADDR, wildcard);
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
        ChannelOption<Boolean> sharingPort() {
            return UnixChannelOption.SO_REUSEPORT;
        }

        /** Linux doubles the number for its own book-keeping; half of it is what was granted. */
        @Override
        int granted(int receiveBuffer) {
            return receiveBuffer / 2;
        }

        @Override
        Optional<Socket> socket(Channel channel) {
            return Optional.of((Socket) ((UnixChannel) channel).fd());
        }

        @Override
        public String missing() {
            return Epoll.isAvailable() ? "" : "Netty's epoll cannot be loaded: " + Epoll.unavailabilityCause();
        }
    },

    /**
     * The JDK's channels: one datagram a call. An IPv6 socket at {@code [::]} takes IPv4 as well, because the JDK cannot set
     * {@code IPV6_V6ONLY}. On Linux that does no harm: the kernel prefers an IPv4 socket at the same port if there is one,
     * and what the other gets is IPv4 by its address. Where the system knows no SO_REUSEPORT there is one thread only, and
     * two wildcard addresses with the same port may be refused.
     */
    NIO {
        @Override
        public IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Bootstrap socket(Family family, boolean wildcard) {
            return new Bootstrap()
                    .channelFactory(() -> new NioDatagramChannel(protocol(family)))
                    .option(ChannelOption.RECVBUF_ALLOCATOR, receive(DATAGRAM_BYTES));
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
        ChannelOption<Boolean> sharingPort() {
            return NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
        }

        @Override
        int granted(int receiveBuffer) {
            return receiveBuffer;
        }

        @Override
        Optional<Socket> socket(Channel channel) {
            return Optional.empty();
        }

        @Override
        public String missing() {
            return "";
        }
    };

    /** Datagrams that one system call receives. */
    private static final int BATCH = 64;

    /** Datagrams read before their answers are sent. */
    private static final int BEFORE_FLUSH = 4 * BATCH;

    /** Longer than any request: 74 hashes make 1496 bytes, and an announce has a few options. */
    private static final int DATAGRAM_BYTES = 2048;

    /** Answers beyond this many bytes are not even computed; a full batch of the longest ones stays below. */
    private static final WriteBufferWaterMark MOST_PENDING = new WriteBufferWaterMark(512 << 10, 1 << 20);

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux, for which Netty has no name. */
    private static final ChannelOption<Integer> ONLY_IPV6 = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    /** A socket of that family with everything set but the port's sharing. */
    abstract Bootstrap socket(Family family, boolean wildcard);

    abstract ChannelOption<Boolean> sharingPort();

    /** Bytes of the receive buffer that the kernel has granted, by the number that it tells. */
    abstract int granted(int receiveBuffer);

    /** What the kernel can be asked through. */
    abstract Optional<Socket> socket(Channel channel);

    /** The name in the settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean answersFromAskedAddress() {
        return false; // Netty cannot name the source address of a datagram
    }

    @Override
    public BoundSocket bind(InetSocketAddress address, boolean alone, Service service) throws IOException {
        Family family = Address.of(address.getAddress()).family();
        Bootstrap bootstrap = socket(family, address.getAddress().isAnyLocalAddress())
                .group(service.loop())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, service.receiveBufferBytes())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MOST_PENDING)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        UdpHandler handler = service.handler(family);
                        channel.pipeline().addLast(new NettyDatagrams(handler, service::passOn));
                    }
                });
        Channel channel = bound(sharesPorts() && !alone ? bootstrap.option(sharingPort(), true) : bootstrap, address);
        if (sharesPorts()) {
            channel.config().setOption(sharingPort(), true);
        }
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        int granted = granted(channel.config().getOption(ChannelOption.SO_RCVBUF));
        return new BoundSocket(port, granted, socket(channel), Optional.of(channel));
    }

    private static Channel bound(Bootstrap bootstrap, InetSocketAddress address) throws IOException {
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    /** Buffers of a fixed size: Netty calls {@code recvmmsg} only for a multiple of the datagram size. */
    private static RecvByteBufAllocator receive(int bytes) {
        return new FixedRecvByteBufAllocator(bytes).maxMessagesPerRead(BEFORE_FLUSH);
    }

    private static SocketProtocolFamily protocol(Family family) {
        return family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
