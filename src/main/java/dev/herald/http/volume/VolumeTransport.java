package dev.herald.http.volume;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
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

/** Netty's two ways to the network, and what each calls its options. */
enum VolumeTransport {
    /** Netty's native epoll; Linux only. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            return true;
        }

        @Override
        Bootstrap socket(Endpoint endpoint) {
            boolean ipv4 = endpoint.address().family() == Family.IPV4;
            SocketProtocolFamily family = ipv4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
            Bootstrap bootstrap = new Bootstrap().channelFactory(() -> new EpollServerSocketChannel(family));
            return ipv4 ? bootstrap : bootstrap.option(ONLY_IPV6, 1);
        }

        @Override
        int bindOnce(Endpoint endpoint, EventLoop loop) throws IOException {
            Bootstrap once = socket(endpoint).group(loop).handler(new ChannelInboundHandlerAdapter());
            Channel channel = bound(once, endpoint);
            int port = ((InetSocketAddress) channel.localAddress()).getPort();
            channel.close().awaitUninterruptibly();
            return port;
        }

        @Override
        Bootstrap sharingPort(Bootstrap bootstrap) {
            return bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }

        @Override
        List<Endpoint> sockets(List<Endpoint> endpoints) {
            return endpoints;
        }
    },

    /**
     * The JDK's channels. They cannot be told to leave IPv4 alone, so a socket at {@code [::]} stands for the one at
     * {@code 0.0.0.0} too.
     */
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        boolean sharesPorts() {
            try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        Bootstrap socket(Endpoint endpoint) {
            return new Bootstrap().channelFactory(NioServerSocketChannel::new);
        }

        /** Without Netty: a channel that a selector knows keeps its port for a while after it has been closed. */
        @Override
        int bindOnce(Endpoint endpoint, EventLoop loop) throws IOException {
            try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                channel.bind(endpoint.toSocketAddress());
                return ((InetSocketAddress) channel.getLocalAddress()).getPort();
            }
        }

        @Override
        Bootstrap sharingPort(Bootstrap bootstrap) {
            return bootstrap.option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
        }

        @Override
        List<Endpoint> sockets(List<Endpoint> endpoints) {
            return endpoints.stream()
                    .filter(endpoint -> !endpoint.address().equals(ANY_IPV4)
                            || !endpoints.contains(new Endpoint(ANY_IPV6, endpoint.port())))
                    .toList();
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

    /** The faster one that this machine has. */
    static VolumeTransport fastest() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** What the loops run on. */
    abstract IoHandlerFactory ioHandlers();

    /** Whether several sockets can have one port, between which the kernel shares out the connections. */
    abstract boolean sharesPorts();

    /** A listening socket for that address with everything set but the port's sharing. */
    abstract Bootstrap socket(Endpoint endpoint);

    abstract Bootstrap sharingPort(Bootstrap bootstrap);

    /** Those of the addresses that need a socket of their own. */
    abstract List<Endpoint> sockets(List<Endpoint> endpoints);

    /**
     * Binds an address without sharing it, and frees it again.
     *
     * @return the port it had
     */
    abstract int bindOnce(Endpoint endpoint, EventLoop loop) throws IOException;

    /** Listens there until {@code loop} stops; {@code acceptor} gets the new channels, which nobody has registered yet. */
    void listen(Endpoint endpoint, EventLoop loop, ChannelHandler acceptor) throws IOException {
        Bootstrap bootstrap = socket(endpoint)
                .group(loop)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTED_AT_ONCE))
                .handler(acceptor);
        bound(sharesPorts() ? sharingPort(bootstrap) : bootstrap, endpoint);
    }

    private static Channel bound(Bootstrap bootstrap, Endpoint endpoint) throws IOException {
        ChannelFuture bound = bootstrap.bind(endpoint.toSocketAddress()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
