package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a TLS connection was closed. The sockets of the JDK do not distinguish a truncated stream.
 *
 * @param received the bytes received, one character for each
 * @param closeNotify whether close_notify was received last
 */
record TlsClosure(String received, boolean closeNotify) {

    /** Sends a request to a server with that certificate, and reads until the connection is closed. */
    static TlsClosure of(Endpoint frontend, X509Certificate trusted, String protocol, String request) throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(protocol)
                .trustManager(trusted)
                .build();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Reader reader = new Reader(request);
            Channel channel = new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel created) {
                            created.pipeline()
                                    .addLast(context.newHandler(created.alloc(), "127.0.0.1", frontend.port()), reader);
                        }
                    })
                    .connect(frontend.toSocketAddress())
                    .sync()
                    .channel();
            TlsClosure closure = reader.closure.get(20, TimeUnit.SECONDS);
            channel.close().sync();
            return closure;
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<TlsClosure> closure = new CompletableFuture<>();
        private final StringBuilder received = new StringBuilder();
        private final String request;

        Reader(String request) {
            this.request = request;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // a failure closes the connection
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            received.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslCloseCompletionEvent closed) {
                closure.complete(new TlsClosure(received.toString(), closed.isSuccess()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closure.complete(new TlsClosure(received.toString(), false));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            closure.completeExceptionally(new IOException(cause));
        }
    }
}
