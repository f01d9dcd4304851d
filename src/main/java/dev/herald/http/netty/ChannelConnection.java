package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.Optional;

/**
 * The last handler of a channel: receives buffers, and the message of a PROXY header. Responses are flushed when a read is complete.
 */
// Failed writes close the channel and call exceptionCaught.
@SuppressWarnings("FutureReturnValueIgnored")
final class ChannelConnection extends ChannelInboundHandlerAdapter implements HttpConnection.Output {

    /** Enough for a response with 50 peers. */
    private static final int INITIAL_BUFFER_BYTES = 768;

    private final Address peer;
    private final boolean expectsProxyHeader;
    private final HttpConnection http;

    /** Null until the handler has been added. */
    private ChannelHandlerContext context;

    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private boolean lastResponseWritten;

    /**
     * Creates a connection that the limiter has counted.
     *
     * @param expectsProxyHeader whether a PROXY header contains the address of the client
     */
    ChannelConnection(HttpWorker worker, Address peer, boolean expectsProxyHeader) {
        this.peer = peer;
        this.expectsProxyHeader = expectsProxyHeader;
        http = new HttpConnection(worker, peer, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        http.startTimer();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!expectsProxyHeader && !http.acquire(peer)) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HAProxyMessage header) {
            readProxyHeader(header);
            return;
        }
        ByteBuf in = (ByteBuf) message;
        try {
            http.received(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        ctx.channel().config().setAutoRead(writable);
        if (writable) {
            http.resume();
            ctx.flush();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        out.release();
        out = Unpooled.EMPTY_BUFFER;
        http.closed();
    }

    /** A reset and invalid TLS or PROXY headers close the connection; other causes are internal errors. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            ctx.close();
        } else {
            http.failed(cause);
        }
    }

    /** The client is the proxy itself in its health checks, whose command is LOCAL. */
    private void readProxyHeader(HAProxyMessage header) {
        boolean hasClient = header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null;
        Optional<Address> client = hasClient ? Address.parse(header.sourceAddress()) : Optional.of(peer);
        header.release();
        if (client.isEmpty() || (hasClient && !http.acquire(client.get()))) {
            context.close();
        }
    }

    @Override
    public ByteBuf buffer() {
        if (out.capacity() == 0) {
            out = context.alloc().directBuffer(INITIAL_BUFFER_BYTES);
        }
        return out;
    }

    @Override
    public boolean isWritable() {
        if (out.readableBytes() >= HttpConnection.MAX_BUFFERED_BYTES) {
            context.writeAndFlush(takeBuffer(), context.voidPromise());
        }
        return context.channel().isWritable();
    }

    @Override
    public void flush() {
        if (http.isFinished()) {
            context.writeAndFlush(takeBuffer(), lastResponsePromise());
        } else if (out.isReadable()) {
            context.write(takeBuffer(), context.voidPromise());
        }
    }

    @Override
    public void shutdownOutput() {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    /** If the client does not read its responses, bypasses the TLS handler, which would wait for close_notify to be sent and log a warning. */
    @Override
    public void close() {
        if (!lastResponseWritten && hasUnsentBytes()) {
            context.pipeline().firstContext().close();
        } else {
            context.close();
        }
    }

    private boolean hasUnsentBytes() {
        Channel channel = context.channel();
        return channel.bytesBeforeUnwritable() < channel.config().getWriteBufferHighWaterMark();
    }

    private ByteBuf takeBuffer() {
        ByteBuf taken = out;
        out = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    private ChannelPromise lastResponsePromise() {
        return context.newPromise().addListener(written -> {
            // Netty subtracts the response from its pending bytes only after it has completed the promise.
            lastResponseWritten = true;
            http.lastResponseSent();
        });
    }
}
