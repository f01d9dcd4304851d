package dev.herald.http;

import dev.herald.benchmark.LoadResult;
import dev.herald.benchmark.Population;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * HTTP load generator: sends announces of a {@link Population} from one thread, with one outstanding request on each of {@link
 * #CONNECTIONS} connections.
 */
public final class HttpLoadGenerator implements AutoCloseable {

    /** Number of concurrent connections. They are idle between two runs, so servers must have a long idle timeout. */
    public static final int CONNECTIONS = 64;

    private static final String HOST = "127.0.0.1";
    private static final byte[] BEFORE_QUERY = AnnounceQueries.ascii("GET /announce?");
    private static final int REQUEST_BYTES = 512;
    private static final long TIMEOUT_MINUTES = 3;

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory(HttpLoadGenerator.class, true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop thread = threads.next();
    private final List<Channel> connections = new ArrayList<>();
    private final Population population;
    private final IntSupplier randomPeers;
    private final AnnounceQueries queries;
    private final boolean keepAlive;
    private final byte[] afterQuery;
    private final Bootstrap bootstrap;

    // State of the current run, accessed by the event loop only.
    private CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private IntSupplier peers = () -> 0;
    private long maxAnnounces;
    private long maxNanos;
    private long start;
    private long sent;
    private long answered;
    private long bytes;

    private HttpLoadGenerator(Population population, int port, boolean keepAlive, Optional<SslContext> tls) {
        this.population = population;
        this.randomPeers = population.randomPeers();
        this.queries = new AnnounceQueries(population);
        this.keepAlive = keepAlive;
        this.afterQuery =
                AnnounceQueries.ascii(" HTTP/1.1\r\nHost: tracker\r\nUser-Agent: ratios\r\nAccept-Encoding: gzip\r\n"
                        + (keepAlive ? "\r\n" : "Connection: close\r\n\r\n"));
        this.bootstrap = new Bootstrap()
                .group(thread)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .remoteAddress(HOST, port)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.map(context -> context.newHandler(channel.alloc(), HOST, port))
                                .ifPresent(channel.pipeline()::addLast);
                        channel.pipeline().addLast(new Connection());
                    }
                });
    }

    /**
     * Creates a load generator with persistent connections to 127.0.0.1, and opens them.
     *
     * @param tls the TLS context, or empty for plain HTTP
     */
    public static HttpLoadGenerator keepAlive(Population population, int port, Optional<SslContext> tls)
            throws InterruptedException {
        HttpLoadGenerator generator = new HttpLoadGenerator(population, port, true, tls);
        for (int i = 0; i < CONNECTIONS; i++) {
            Channel channel = generator.bootstrap.connect().sync().channel();
            if (tls.isPresent()) {
                channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
            }
            generator.connections.add(channel);
        }
        return generator;
    }

    /** Creates a load generator that opens a connection for each announce and expects the server to close it. */
    public static HttpLoadGenerator closing(Population population, int port) {
        return new HttpLoadGenerator(population, port, false, Optional.empty());
    }

    /** Announces each peer once. */
    public LoadResult fill() throws IOException {
        return announce(population.allPeers(), population.peers(), Long.MAX_VALUE);
    }

    /**
     * Announces random peers for {@code seconds} and waits for the last response.
     *
     * @throws IOException if a response is invalid, or the server closes a connection too early
     */
    public LoadResult run(int seconds) throws IOException {
        return announce(randomPeers, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds));
    }

    private LoadResult announce(IntSupplier peers, long maxAnnounces, long maxNanos) throws IOException {
        CompletableFuture<LoadResult> future = new CompletableFuture<>();
        thread.execute(() -> {
            this.result = future;
            this.peers = peers;
            this.maxAnnounces = maxAnnounces;
            this.maxNanos = maxNanos;
            start = System.nanoTime();
            sent = 0;
            answered = 0;
            bytes = 0;
            begin();
        });
        try {
            return future.get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IOException("some announces have no response", e);
        }
    }

    private void begin() {
        if (keepAlive) {
            connections.forEach(this::announceAgain);
        } else {
            for (int i = 0; i < CONNECTIONS; i++) {
                connectAgain();
            }
        }
    }

    private void announceAgain(Channel connection) {
        if (!connection.isActive()) {
            result.completeExceptionally(new IOException("the server has closed a connection"));
        } else if (tryStart()) {
            announce(connection);
        }
    }

    private void connectAgain() {
        if (tryStart()) {
            bootstrap.connect().addListener(future -> {
                if (!future.isSuccess()) {
                    result.completeExceptionally(future.cause());
                }
            });
        }
    }

    /** Whether to send another announce. The last response completes the run. */
    private boolean tryStart() {
        long now = System.nanoTime();
        if (sent < maxAnnounces && now - start < maxNanos) {
            sent++;
            return true;
        }
        if (answered == sent) {
            result.complete(new LoadResult(sent, answered, bytes, now - start));
        }
        return false;
    }

    private void announce(Channel connection) {
        ByteBuf request = connection.alloc().ioBuffer(REQUEST_BYTES).writeBytes(BEFORE_QUERY);
        queries.write(request, peers.getAsInt()).writeBytes(afterQuery);
        connection.writeAndFlush(request, connection.voidPromise());
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, TIMEOUT_MINUTES, TimeUnit.MINUTES).syncUninterruptibly();
    }

    /** Reads the responses of a connection. An error completes the run exceptionally. */
    private final class Connection extends ByteToMessageDecoder {

        private boolean responseRead;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!keepAlive) {
                announce(context.channel());
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws IOException {
            int length = AnnounceResponses.skip(in);
            if (length == AnnounceResponses.INCOMPLETE) {
                return;
            }
            answered++;
            bytes += length;
            if (keepAlive) {
                announceAgain(context.channel());
            } else {
                responseRead = true;
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (responseRead) {
                connectAgain();
            } else {
                result.completeExceptionally(new IOException("the server has closed a connection"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            result.completeExceptionally(cause);
        }
    }
}
