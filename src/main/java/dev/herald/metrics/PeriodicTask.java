package dev.herald.metrics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A periodic task that continues after every exception; an executor would silently cancel it. Logs the first failure of a series with its
 * stack trace, at most once a minute, and the recovery. Thread-safe.
 */
public final class PeriodicTask {

    private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final int recovery;
    private final LongSupplier nanoTime;

    private volatile String complaint = "";

    /** The number of consecutive successful runs that are missing until the task counts as recovered. */
    private volatile int missing;

    private boolean logged;
    private long loggedAt;

    PeriodicTask(String name, int recovery, LongSupplier nanoTime) {
        this.name = name;
        this.recovery = recovery;
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong() - QUIET_NANOS;
    }

    /** Returns a description of the task. */
    public String name() {
        return name;
    }

    /** Runs {@code work} once. Throws nothing. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void run(Runnable work) {
        try {
            work.run();
            if (missing > 0) {
                succeeded();
            }
        } catch (Throwable fault) {
            OutOfMemory.check(fault);
            try {
                failed(fault);
            } catch (Throwable second) {
                // There is no memory for a log record; the next failure is logged instead.
                complaint = "failed";
            }
        }
    }

    private synchronized void failed(Throwable fault) {
        missing = recovery;
        complaint = "failed: " + fault.getClass().getSimpleName();
        long now = nanoTime.getAsLong();
        if (!logged && now - loggedAt >= QUIET_NANOS) {
            logged = true;
            loggedAt = now;
            LOG.log(Level.ERROR, name + " failed; it will be tried again", fault);
        }
    }

    private synchronized void succeeded() {
        missing = Math.max(0, missing - 1);
        if (missing == 0) {
            complaint = "";
            if (logged) {
                logged = false;
                LOG.log(Level.INFO, name + " works again");
            }
        }
    }

    /** Returns the problem in a few words, without the message of an exception; empty if there is none. */
    public String complaint() {
        return complaint;
    }
}
