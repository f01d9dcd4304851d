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
 * How a connection with TLS ends: the JDK's own sockets take one that is cut off for one that has ended, so they cannot tell.
 *
 * @param said what was read
 * @param notice whether the last thing was the notice (close_notify) that there is no more
 */
record TlsClosure(String said, boolean notice) {

    /** Sends {@code request} to a frontend with that certificate and reads until the end. */
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
                        protected void initChannel(Channel made) {
                            made.pipeline().addLast(context.newHandler(made.alloc(), "127.0.0.1", frontend.port()), reader);
                        }
                    })
                    .connect(frontend.toSocketAddress())
                    .sync()
                    .channel();
            TlsClosure ending = reader.ending.get(20, TimeUnit.SECONDS);
            channel.close().sync();
            return ending;
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static final class Reader extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<TlsClosure> ending = new CompletableFuture<>();
        private final StringBuilder said = new StringBuilder();
        private final String request;

        Reader(String request) {
            this.request = request;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            said.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslCloseCompletionEvent closed) {
                ending.complete(new TlsClosure(said.toString(), closed.isSuccess()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ending.complete(new TlsClosure(said.toString(), false));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ending.completeExceptionally(new IOException(cause));
        }
    }
}
