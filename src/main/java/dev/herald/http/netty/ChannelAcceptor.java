package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes new connections of one listening channel and keeps them on its own loop, so that nothing goes from thread to thread.
 */
final class ChannelAcceptor extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(ChannelAcceptor.class.getName());

    /** More than most requests have; what is longer is read in several steps. */
    private static final RecvByteBufAllocator RECEIVE = new FixedRecvByteBufAllocator(2048);

    private final HttpWorker loop;
    private final Consumer<SocketChannel> cover;

    /**
     * Accepts for {@code loop}.
     *
     * @param cover puts into the pipeline of a connection what its bytes go through
     */
    ChannelAcceptor(HttpWorker loop, Consumer<SocketChannel> cover) {
        this.loop = loop;
        this.cover = cover;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        SocketChannel channel = (SocketChannel) message;
        // Gone again before it was accepted.
        boolean gone = channel.remoteAddress() == null;
        if (gone || !loop.limiter().tryAcquire()) {
            channel.unsafe().closeForcibly();
            return;
        }
        Address peer = Address.of(channel.remoteAddress().getAddress());
        serve(channel, peer, loop, ctx.channel().eventLoop(), cover);
    }

    /** Without a cover. */
    static void serve(SocketChannel channel, Address peer, HttpWorker loop, EventLoop eventLoop) {
        serve(channel, peer, loop, eventLoop, plain -> {});
    }

    /** Whatever turns other bytes into those of HTTP stands in the pipeline before the conversation. */
    private static void serve(
            SocketChannel channel, Address peer, HttpWorker loop, EventLoop eventLoop, Consumer<SocketChannel> cover) {
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVE);
        channel.config().setOption(ChannelOption.SO_SNDBUF, HttpTransport.KERNEL_BUFFER_BYTES);
        boolean announced = loop.expectsProxyHeader(peer);
        if (announced) {
            channel.pipeline().addLast(new HAProxyMessageDecoder());
        }
        try {
            cover.accept(channel);
        } catch (RuntimeException | Error fault) {
            channel.unsafe().closeForcibly();
            loop.limiter().release();
            throw fault;
        }
        channel.pipeline().addLast(new ChannelConversation(loop, peer, announced));
        ChannelFuture registered = eventLoop.register(channel);
        if (registered.cause() != null) {
            loop.limiter().release();
        }
    }

    /** Such as too many open files: those that wait stay in the kernel's queue, and are asked for again in a while. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.log(Level.DEBUG, "A connection cannot be accepted", cause);
        } else {
            loop.tracker().faults().log("Accepting an HTTP connection", cause);
        }
        ctx.channel().config().setAutoRead(false);
        ctx.channel().eventLoop().schedule(() -> ctx.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
    }
}
