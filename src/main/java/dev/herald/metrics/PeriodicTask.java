package dev.herald.metrics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Work that is done again and again, and goes on whatever it throws: an executor would drop a task that has thrown once, in
 * silence. A failure is logged with its cause when it begins, at most once a minute, and its end is logged too. Used by any
 * number of threads.
 */
public final class PeriodicTask {

    private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final int recovery;
    private final LongSupplier nanoTime;

    private volatile String complaint = "";

    /** Runs in a row that have to succeed before it is well again. */
    private volatile int missing;

    private boolean logged;
    private long loggedAt;
    private boolean everLogged;

    PeriodicTask(String name, int recovery, LongSupplier nanoTime) {
        this.name = name;
        this.recovery = recovery;
        this.nanoTime = nanoTime;
    }

    /** What it is, for people. */
    public String name() {
        return name;
    }

    /** Does {@code work} once. Throws nothing. */
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
                // There is no memory for words either; the next failure is told instead.
                complaint = "failed";
            }
        }
    }

    private synchronized void failed(Throwable fault) {
        missing = recovery;
        complaint = "failed: " + fault.getClass().getSimpleName();
        long now = nanoTime.getAsLong();
        if (!logged && (!everLogged || now - loggedAt >= QUIET_NANOS)) {
            logged = true;
            everLogged = true;
            loggedAt = now;
            LOG.log(Level.ERROR, name + " failed, and is tried again", fault);
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

    /** What is wrong with it, in a few words without what an exception said; empty if it is well. */
    public String complaint() {
        return complaint;
    }
}
