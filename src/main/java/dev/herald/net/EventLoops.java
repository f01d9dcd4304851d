package dev.herald.net;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a frontend, each with its own daemon thread. */
public final class EventLoops implements AutoCloseable {

    private static final int CLOSE_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;

    /** For each loop, closes the sockets that it serves. */
    private final List<Runnable> destroyers = new ArrayList<>();

    /**
     * Starts event loops.
     *
     * @param name the prefix of the thread names
     * @param count the number of loops; 0 for one per processor
     */
    public EventLoops(String name, int count, IoHandlerFactory ioHandlers) {
        int threads = count > 0 ? count : Runtime.getRuntime().availableProcessors();
        group = new MultiThreadIoEventLoopGroup(threads, daemonThreads(name), loop -> {
            IoHandler handler = ioHandlers.newHandler(loop);
            destroyers.add(() -> loop.execute(handler::prepareToDestroy));
            return handler;
        });
    }

    private static ThreadFactory daemonThreads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The event loops. */
    public List<EventLoop> all() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    /**
     * Closes the sockets and terminates the loops, within {@value #CLOSE_SECONDS} seconds.
     *
     * <p>The sockets are closed by a task of each loop. A loop that is shut down while it runs its tasks would terminate without closing
     * them (Netty 4.2.18, SingleThreadIoEventLoop.run).
     */
    @Override
    public void close() {
        destroyers.forEach(Runnable::run);
        destroyers.clear();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Registers a socket with an epoll event loop, which calls it when it is readable.
     *
     * @throws IOException if it cannot be registered; it is not closed
     */
    public static void register(EpollIoHandle socket, EventLoop eventLoop) throws IOException {
        Future<IoRegistration> registered =
                ((IoEventLoop) eventLoop).register(socket).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IOException(registered.cause().getMessage(), registered.cause());
        }
        registered.getNow().submit(EpollIoOps.EPOLLIN);
    }

    /**
     * Removes Netty's thread-local values of the calling thread, which belongs to the container. Otherwise they would prevent the class loader
     * of the application from being collected.
     */
    public static void forgetCallingThread() {
        FastThreadLocal.removeAll();
    }
}
