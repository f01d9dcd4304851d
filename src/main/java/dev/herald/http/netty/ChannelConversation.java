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
 * A conversation in a pipeline of Netty's. It takes buffers from whatever stands before it, and the message of a PROXY header.
 * What is written in one turn is flushed when the read is complete.
 */
// What fails with a connection ends it, and is told to exceptionCaught.
@SuppressWarnings("FutureReturnValueIgnored")
final class ChannelConversation extends ChannelInboundHandlerAdapter {

    /** Room for an answer with 50 peers. */
    private static final int FIRST_ANSWER = 768;

    private final HttpWorker loop;
    private final Address peer;
    private final boolean announced;
    private ChannelHandlerContext context;
    private Carried conversation;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;

    /**
     * A connection that was let in.
     *
     * @param peer its other end
     * @param announced whether a PROXY header tells whom it is for
     */
    ChannelConversation(HttpWorker loop, Address peer, boolean announced) {
        this.loop = loop;
        this.peer = peer;
        this.announced = announced;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        conversation = new Carried();
        conversation.startTimer();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!announced && !conversation.isFor(peer)) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HAProxyMessage header) {
            proxied(header);
            return;
        }
        ByteBuf in = (ByteBuf) message;
        try {
            conversation.received(in);
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
            conversation.resume();
            ctx.flush();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        out.release();
        out = Unpooled.EMPTY_BUFFER;
        conversation.gone();
    }

    /** A reset, or what is neither TLS nor a PROXY header, ends the connection without a word; other causes are faults of ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof CodecException) {
            ctx.close();
        } else {
            conversation.failed(cause);
        }
    }

    /** Whom the proxy speaks for; itself, when it only looks whether somebody is there. */
    private void proxied(HAProxyMessage header) {
        boolean speaks = header.command() == HAProxyCommand.PROXY && header.sourceAddress() != null;
        Optional<Address> client = speaks ? Address.parse(header.sourceAddress()) : Optional.of(peer);
        header.release();
        if (client.isEmpty() || (speaks && !conversation.isFor(client.get()))) {
            context.close();
        }
    }

    private final class Carried extends HttpConnection {

        /** Whether the last answer has left. */
        private boolean left;

        Carried() {
            super(loop, peer);
        }

        @Override
        ByteBuf room() {
            if (out.capacity() == 0) {
                out = context.alloc().directBuffer(FIRST_ANSWER);
            }
            return out;
        }

        @Override
        boolean takesMore() {
            if (out.readableBytes() >= MOST_ANSWERS) {
                context.writeAndFlush(taken(), context.voidPromise());
            }
            return context.channel().isWritable();
        }

        @Override
        void send() {
            if (ended()) {
                context.writeAndFlush(taken(), last());
            } else if (out.isReadable()) {
                context.write(taken(), context.voidPromise());
            }
        }

        @Override
        void hush() {
            SslHandler tls = context.pipeline().get(SslHandler.class);
            if (tls != null) {
                tls.closeOutbound();
            } else if (context.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            }
        }

        /** Where answers wait that nobody takes, TLS would only wait for its notice to be taken, and warn that it is not. */
        @Override
        void hangUp() {
            if (!left && unsent()) {
                context.pipeline().firstContext().close();
            } else {
                context.close();
            }
        }

        private boolean unsent() {
            Channel channel = context.channel();
            return channel.bytesBeforeUnwritable() < channel.config().getWriteBufferHighWaterMark();
        }

        private ByteBuf taken() {
            ByteBuf full = out;
            out = Unpooled.EMPTY_BUFFER;
            return full;
        }

        private ChannelPromise last() {
            return context.newPromise().addListener(written -> {
                // Netty takes the answer off its count of what waits only after it has said so.
                left = true;
                finished();
            });
        }
    }
}
