package dev.herald.http.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The deadline of one connection, on its event loop. A deadline is put off with every request, so that only sets a field: a task that runs
 * before the deadline schedules itself again. Used by the thread of the event loop only.
 */
final class DeadlineTimer {

    private final EventLoop eventLoop;
    private final Runnable expired;
    private boolean started;
    private long deadline;

    /** The task and its time; null if none is scheduled. */
    private Future<?> task;

    private long taskDeadline;

    /** Creates a timer that is not started. {@code expired} runs when the deadline is reached, and must not throw. */
    DeadlineTimer(EventLoop eventLoop, Runnable expired) {
        this.eventLoop = eventLoop;
        this.expired = expired;
    }

    /** Replaces the deadline. */
    void set(int seconds) {
        deadline = now() + TimeUnit.SECONDS.toNanos(seconds);
        if (started && (task == null || deadline - taskDeadline < 0)) {
            schedule();
        }
    }

    /** Starts the timer. Until then it costs no task, which a connection that is served and closed at once does not need. */
    void start() {
        started = true;
        schedule();
    }

    /** Stops the timer for good. */
    void stop() {
        started = false;
        cancelTask();
    }

    private void schedule() {
        cancelTask();
        taskDeadline = deadline;
        task = eventLoop.schedule(this::check, deadline - now(), TimeUnit.NANOSECONDS);
    }

    private void cancelTask() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }

    private void check() {
        task = null;
        if (deadline - now() > 0) {
            schedule();
        } else {
            expired.run();
        }
    }

    private long now() {
        return eventLoop.ticker().nanoTime();
    }
}
