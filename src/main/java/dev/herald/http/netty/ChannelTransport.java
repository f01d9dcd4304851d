package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Netty's channels, with or without TLS.
 *
 * @param name the name in the log
 * @param epoll whether to use Netty's native epoll, which Linux only has, and not the JDK's channels. The latter cannot set
 *     {@code IPV6_V6ONLY}, so a socket at {@code [::]} serves {@code 0.0.0.0} as well.
 * @param initializer adds handlers to the pipeline of a new connection
 */
record ChannelTransport(String name, boolean epoll, Consumer<SocketChannel> initializer) implements HttpTransport {

    static final ChannelTransport EPOLL = new ChannelTransport("epoll", true, channel -> {});
    static final ChannelTransport NIO = new ChannelTransport("nio", false, channel -> {});

    private static final ChannelOption<Integer> ONLY_IPV6 =
            new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY);

    /** The fastest channels on this machine, with TLS. */
    static ChannelTransport fastestWithTls(Supplier<SslContext> context, int handshakeSeconds) {
        return (Epoll.isAvailable() ? EPOLL : NIO).withTls(context, handshakeSeconds);
    }

    /**
     * The same channels with TLS.
     *
     * @param context supplies the current certificate for each connection
     */
    ChannelTransport withTls(Supplier<SslContext> context, int handshakeSeconds) {
        return new ChannelTransport(name + " with TLS", epoll, channel -> {
            SslHandler handler = context.get().newHandler(channel.alloc());
            handler.setHandshakeTimeout(handshakeSeconds, TimeUnit.SECONDS);
            channel.pipeline().addLast(handler);
        });
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    @Override
    public boolean sharesPorts() {
        if (epoll) {
            return true;
        }
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return !epoll;
    }

    @Override
    public int listen(Endpoint endpoint, boolean exclusive, HttpWorker worker) throws IOException {
        Bootstrap bootstrap = bootstrap(endpoint.address().family())
                .group(worker.eventLoop())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER_BYTES)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(MAX_ACCEPTS))
                .handler(new ChannelAcceptor(worker, initializer));
        if (sharesPorts() && !exclusive) {
            bootstrap.option(reusePort(), true);
        }
        ChannelFuture bound = bootstrap.bind(endpoint.toSocketAddress()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        if (sharesPorts()) {
            bound.channel().config().setOption(reusePort(), true);
        }
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private Bootstrap bootstrap(Family family) {
        if (!epoll) {
            return new Bootstrap().channelFactory(NioServerSocketChannel::new);
        }
        return family == Family.IPV4
                ? new Bootstrap().channelFactory(() -> new EpollServerSocketChannel(SocketProtocolFamily.INET))
                : new Bootstrap()
                        .channelFactory(() -> new EpollServerSocketChannel(SocketProtocolFamily.INET6))
                        .option(ONLY_IPV6, 1);
    }

    private ChannelOption<Boolean> reusePort() {
        return epoll ? UnixChannelOption.SO_REUSEPORT : NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);
    }

    @Override
    public String toString() {
        return name;
    }
}
