package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Locale;

/** Netty's channels, in whose pipelines other handlers can stand before a conversation, and what each kind calls its options. */
enum ChannelTransport implements HttpTransport {
    /** Netty's native epoll; Linux only. */
    EPOLL {
        @Override
        public IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        public boolean sharesPorts() {
            return true;
        }

        @Override
        public List<Endpoint> sockets(List<Endpoint> endpoints) {
            return endpoints;
        }

        @Override
        public boolean ipv6TakesIpv4() {
            return false;
        }

        @Override
        Bootstrap socket(Endpoint endpoint) {
            boolean ipv4 = endpoint.address().family() == Family.IPV4;
            SocketProtocolFamily family = ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
            Bootstrap bootstrap = new Bootstrap().channelFactory(() -> new EpollServerSocketChannel(family));
            return ipv4 ? bootstrap : bootstrap.option(ONLY_IPV6, 1);
        }

        @Override
        ChannelOption<Boolean> sharingPort() {
            return UnixChannelOption.SO_REUSEPORT;
        }
    },

    /**
     * The JDK's channels. They cannot be told to leave IPv4 alone, so a socket at {@code [::]} stands for the one at
     * {@code 0.0.0.0} too.
     */
    NIO {
        @Override
        public IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        public boolean sharesPorts() {
            try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public List<Endpoint> sockets(List<Endpoint> endpoints) {
            return endpoints.stream()
                    .filter(endpoint -> !endpoint.address().equals(ANY_IPV4)
                            || !endpoints.contains(new Endpoint(ANY_IPV6, endpoint.port())))
                    .toList();
        }

        @Override
        public boolean ipv6TakesIpv4() {
            return true;
        }

        @Override
        Bootstrap socket(Endpoint endpoint) {
            return new Bootstrap().channelFactory(NioServerSocketChannel::new);
        }

        @Override
        ChannelOption<Boolean> sharingPort() {
            return NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
        }
    };

    private static final Address ANY_IPV4 = Address.ofIpv4(0);
    private static final Address ANY_IPV6 = new Address(0, 0);

    /** Connections that wait to be accepted; the kernel clamps it to net.core.somaxconn. */
    private static final int BACKLOG = 4096;

    /** Connections accepted before those that are open are looked at again. */
    private static final int ACCEPTED_AT_ONCE = 64;

    /** IPPROTO_IPV6 and IPV6_V6ONLY of Linux, for which Netty has no name. */
    private static final ChannelOption<Integer> ONLY_IPV6 = new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    /** A listening channel for that address with everything set but the port's sharing. */
    abstract Bootstrap socket(Endpoint endpoint);

    abstract ChannelOption<Boolean> sharingPort();

    @Override
    public int listen(Endpoint endpoint, boolean alone, EventLoop eventLoop, HttpWorker loop) throws IOException {
        return listen(endpoint, alone, eventLoop, new ChannelAcceptor(loop, channel -> {}));
    }

    int listen(Endpoint endpoint, boolean alone, EventLoop eventLoop, ChannelAcceptor acceptor) throws IOException {
        Bootstrap bootstrap = socket(endpoint)
                .group(eventLoop)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_AT_ONCE))
                .handler(acceptor);
        ChannelFuture bound = (sharesPorts() && !alone ? bootstrap.option(sharingPort(), true) : bootstrap)
                .bind(endpoint.toSocketAddress())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        if (sharesPorts()) {
            bound.channel().config().setOption(sharingPort(), true);
        }
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** The name in the log. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
