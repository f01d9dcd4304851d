package dev.herald.http;

import dev.herald.benchmark.Population;
import dev.herald.benchmark.Stretch;
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
 * Announces of a {@link Population} over HTTP, as fast as they are answered: one under way on each of {@link #CONNECTIONS}
 * connections, all from one thread.
 */
public final class Announcer implements AutoCloseable {

    /** How many there are at a time; servers must let them idle between two stretches. */
    public static final int CONNECTIONS = 64;

    private static final String HOST = "127.0.0.1";
    private static final byte[] BEFORE_QUERY = AnnounceQueries.ascii("GET /announce?");
    private static final int REQUEST_BYTES = 512;
    private static final long PATIENCE_MINUTES = 3;

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory(Announcer.class, true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop thread = threads.next();
    private final List<Channel> connections = new ArrayList<>();
    private final Population population;
    private final IntSupplier anybody;
    private final AnnounceQueries queries;
    private final boolean keepAlive;
    private final byte[] afterQuery;
    private final Bootstrap bootstrap;

    // Of one stretch, and the thread's alone.
    private CompletableFuture<Stretch> stretch = new CompletableFuture<>();
    private IntSupplier peers = () -> 0;
    private long most;
    private long nanos;
    private long start;
    private long sent;
    private long answered;
    private long bytes;

    private Announcer(Population population, int port, boolean keepAlive, Optional<SslContext> tls) {
        this.population = population;
        this.anybody = population.anybody();
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
     * Over connections that are opened now and stay open, for a server on that port of 127.0.0.1.
     *
     * @param tls over which they are, if so
     */
    public static Announcer keepAlive(Population population, int port, Optional<SslContext> tls)
            throws InterruptedException {
        Announcer announcer = new Announcer(population, port, true, tls);
        for (int i = 0; i < CONNECTIONS; i++) {
            Channel channel = announcer.bootstrap.connect().sync().channel();
            if (tls.isPresent()) {
                channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
            }
            announcer.connections.add(channel);
        }
        return announcer;
    }

    /** With a connection for each announce, which the server has to close. */
    public static Announcer closing(Population population, int port) {
        return new Announcer(population, port, false, Optional.empty());
    }

    /** Announces each peer once. */
    public Stretch fill() throws IOException {
        return announce(population.each(), population.peers(), Long.MAX_VALUE);
    }

    /**
     * Goes on for some seconds with random peers, until the last of them is answered.
     *
     * @throws IOException if something else is answered, or a connection ends too early
     */
    public Stretch run(int seconds) throws IOException {
        return announce(anybody, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(seconds));
    }

    private Stretch announce(IntSupplier peers, long most, long nanos) throws IOException {
        CompletableFuture<Stretch> result = new CompletableFuture<>();
        thread.execute(() -> {
            this.stretch = result;
            this.peers = peers;
            this.most = most;
            this.nanos = nanos;
            start = System.nanoTime();
            sent = 0;
            answered = 0;
            bytes = 0;
            begin();
        });
        try {
            return result.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IOException("not all announces were answered", e);
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
            stretch.completeExceptionally(new IOException("the server has closed a connection"));
        } else if (goesOn()) {
            announce(connection);
        }
    }

    private void connectAgain() {
        if (goesOn()) {
            bootstrap.connect().addListener(future -> {
                if (!future.isSuccess()) {
                    stretch.completeExceptionally(future.cause());
                }
            });
        }
    }

    /** Whether one more announce begins; whoever has the last answer ends the stretch. */
    private boolean goesOn() {
        long now = System.nanoTime();
        if (sent < most && now - start < nanos) {
            sent++;
            return true;
        }
        if (answered == sent) {
            stretch.complete(new Stretch(sent, answered, bytes, now - start));
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
        threads.shutdownGracefully(0, PATIENCE_MINUTES, TimeUnit.MINUTES).syncUninterruptibly();
    }

    /** Its answers; what goes wrong with it ends the stretch. */
    private final class Connection extends ByteToMessageDecoder {

        private boolean mayEnd;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (!keepAlive) {
                announce(context.channel());
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws IOException {
            int length = Answers.skip(in);
            if (length == Answers.INCOMPLETE) {
                return;
            }
            answered++;
            bytes += length;
            if (keepAlive) {
                announceAgain(context.channel());
            } else {
                mayEnd = true;
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (mayEnd) {
                connectAgain();
            } else {
                stretch.completeExceptionally(new IOException("the server has closed a connection"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            stretch.completeExceptionally(cause);
        }
    }
}
