package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Accepts the connections of one listening channel, which stay on its event loop. */
final class ChannelAcceptor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(ChannelAcceptor.class.getName());

    /** Longer than most requests. */
    private static final RecvByteBufAllocator RECEIVE_BUFFER = new FixedRecvByteBufAllocator(2048);

    private final HttpWorker worker;
    private final Consumer<SocketChannel> initializer;

    /** {@code initializer} adds handlers, such as for TLS, before that of HTTP. */
    ChannelAcceptor(HttpWorker worker, Consumer<SocketChannel> initializer) {
        this.worker = worker;
        this.initializer = initializer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        SocketChannel channel = (SocketChannel) message;
        boolean disconnected = channel.remoteAddress() == null;
        if (disconnected) {
            channel.unsafe().closeForcibly();
            return;
        }
        Address peer = Address.of(channel.remoteAddress().getAddress());
        if (!worker.limiter().tryAcquire()) {
            channel.unsafe().closeForcibly();
            worker.tracker().refused(peer);
            return;
        }
        open(channel, peer, worker, initializer);
    }

    /** Registers a connection that the limiter has counted. */
    static void open(SocketChannel channel, Address peer, HttpWorker worker, Consumer<SocketChannel> initializer) {
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE_BUFFER);
        channel.config().setOption(ChannelOption.SO_SNDBUF, HttpTransport.KERNEL_BUFFER_BYTES);
        boolean expectsProxyHeader = worker.expectsProxyHeader(peer);
        if (expectsProxyHeader) {
            channel.pipeline().addLast(new HAProxyMessageDecoder());
        }
        try {
            initializer.accept(channel);
        } catch (RuntimeException | Error cause) {
            channel.unsafe().closeForcibly();
            worker.limiter().release();
            throw cause;
        }
        channel.pipeline().addLast(new ChannelConnection(worker, peer, expectsProxyHeader));
        ChannelFuture registered = worker.eventLoop().register(channel);
        if (registered.cause() != null) {
            worker.limiter().release();
        }
    }

    /** Waits for a second if no connection can be accepted, such as with too many open files. They wait in the backlog. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.log(Level.DEBUG, "A connection cannot be accepted", cause);
        } else {
            worker.tracker().faults().log("Accepting an HTTP connection", cause);
        }
        ctx.channel().config().setAutoRead(false);
        ctx.channel().eventLoop().schedule(() -> ctx.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
    }
}
