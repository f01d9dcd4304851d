package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandle;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event loop owes to everybody but its sockets; those have {@link UdpTransportTest} and the conformance suite. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PollIoHandlerTest {

    private static final int PATIENCE_SECONDS = 20;

    private MultiThreadIoEventLoopGroup loops;

    /** Needs Java 22. */
    @BeforeAll
    static void requiresForeignFunctions() {
        assumeTrue(ForeignTransport.FOREIGN.missing().isEmpty());
    }

    @BeforeEach
    void open() {
        loops = new MultiThreadIoEventLoopGroup(1, PollIoHandler.factory());
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Each task comes while the loop falls asleep after the last one; one that does not wake it would wait forever. */
    @Test
    void a_task_wakes_the_loop_whenever_it_comes() throws Exception {
        EventLoop loop = loops.next();
        for (int i = 0; i < 20_000; i++) {
            int number = i;
            Future<Integer> answer = loop.submit(() -> number);
            assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(number);
        }
    }

    /** The moment between the loop's first look and its sleep is too short to be hit from outside. */
    @Test
    void a_task_that_came_while_the_loop_lay_down_is_not_slept_through() {
        EventLoop loop = loops.next();
        Iterator<Boolean> mayBlock = List.of(true, false).iterator();
        IoHandlerContext context = new IoHandlerContext() {
            @Override
            public boolean canBlock() {
                return mayBlock.next();
            }

            @Override
            public long delayNanos(long currentTimeNanos) {
                return Long.MAX_VALUE;
            }

            @Override
            public long deadlineNanos() {
                return -1;
            }
        };
        IoHandler handler = PollIoHandler.factory().newHandler((ThreadAwareExecutor) loop);
        assertTimeoutPreemptively(Duration.ofSeconds(PATIENCE_SECONDS), () -> handler.run(context));
        handler.destroy();
    }

    /** Another thread brings a task at each moment at which the handler asks for something, again and again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_task_that_comes_at_any_moment_ends_the_wait(int moment) {
        IoHandler handler = PollIoHandler.factory().newHandler((ThreadAwareExecutor) loops.next());
        for (int i = 0; i < 5; i++) {
            IoHandlerContext context = new TaskAt(moment, handler);
            assertTimeoutPreemptively(Duration.ofSeconds(PATIENCE_SECONDS), () -> handler.run(context));
            assertThat(context.canBlock()).as("the task came").isFalse();
        }
        handler.destroy();
    }

    /** What a loop without a deadline tells its handler, until another thread brings a task and wakes it. */
    private static final class TaskAt implements IoHandlerContext {

        private final IoHandler handler;
        private int questions;
        private boolean task;

        TaskAt(int moment, IoHandler handler) {
            this.questions = moment;
            this.handler = handler;
        }

        private void asked() {
            if (questions-- == 0) {
                task = true;
                CompletableFuture.runAsync(handler::wakeup).join();
            }
        }

        @Override
        public boolean canBlock() {
            asked();
            return !task;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return Long.MAX_VALUE;
        }

        @Override
        public long deadlineNanos() {
            asked();
            return -1;
        }
    }

    @Test
    void tasks_of_many_threads_are_all_carried_out() throws Exception {
        EventLoop loop = loops.next();
        List<Integer> done = new ArrayList<>(); // touched by the loop alone
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int number = 0; number < 5_000; number++) {
                    int task = number;
                    loop.execute(() -> done.add(task));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(loop.submit(done::size).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isEqualTo(20_000);
    }

    @Test
    void a_task_for_later_is_carried_out_although_nothing_else_happens() throws Exception {
        EventLoop loop = loops.next();
        for (long millis : new long[] {0, 1, 20}) {
            long start = System.nanoTime();
            loop.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void it_ends_whatever_others_want_from_it() throws Exception {
        for (int i = 0; i < 100; i++) {
            MultiThreadIoEventLoopGroup ending = new MultiThreadIoEventLoopGroup(1, PollIoHandler.factory());
            ending.next().submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Thread other = new Thread(() -> bother(ending.next()));
            other.start();
            assertThat(ending.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            other.join();
        }
    }

    @Test
    void channels_of_Netty_are_not_for_it() {
        assertThat(loops.isCompatible(NioIoHandle.class)).isFalse();
        assertThat(loops.isCompatible(ForeignSocket.class)).isTrue();
    }

    private static void bother(EventLoop loop) {
        try {
            while (!loop.isTerminated()) {
                loop.execute(() -> {});
            }
        } catch (RejectedExecutionException e) {
            // It takes no more.
        }
    }
}
