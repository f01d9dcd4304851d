package dev.herald.net;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops of a frontend, each on a daemon thread of its own. Closing them closes what they serve. */
public final class EventLoops implements AutoCloseable {

    private static final int CLOSE_SECONDS = 2;

    /** The thread of a loop. */
    static final class Loop extends FastThreadLocalThread {
        Loop(Runnable task, String name) {
            super(task, name);
        }
    }

    private final MultiThreadIoEventLoopGroup group;

    /** Each has one loop close what it serves. */
    private final List<Runnable> closings = new ArrayList<>();

    /**
     * Loops that wait by {@code ioHandlers}.
     *
     * @param name what the names of the threads begin with
     * @param count how many; 0 for one a processor
     */
    public EventLoops(String name, int count, IoHandlerFactory ioHandlers) {
        int threads = count > 0 ? count : Runtime.getRuntime().availableProcessors();
        group = new MultiThreadIoEventLoopGroup(threads, threads(name), loop -> {
            IoHandler handler = ioHandlers.newHandler(loop);
            closings.add(() -> loop.execute(handler::prepareToDestroy));
            return handler;
        });
    }

    /** All of them. */
    public List<EventLoop> all() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    /**
     * Ends them and what they serve, within {@value #CLOSE_SECONDS} seconds.
     *
     * <p>A loop by itself would forget what it serves, sockets and buffers, if it were told to end while it does its tasks: it
     * looks before them whether it has to close anything, and ends after them (Netty 4.2.18, SingleThreadIoEventLoop.run). A
     * task it always does.
     */
    @Override
    public void close() {
        closings.forEach(Runnable::run);
        closings.clear();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Removes what Netty keeps for the calling thread, which is one of the container's: it outlives the application, and would
     * keep its class loader from being collected.
     */
    public static void forgetCallingThread() {
        FastThreadLocal.removeAll();
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Loop(task, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
