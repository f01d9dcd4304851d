package dev.herald.metrics;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Logs internal errors of all frontends, at most one a minute, because a client that has found one can cause it a thousand times a second.
 * Counts the others; the next record contains their number.
 */
public final class FaultLog {

    private static final Logger LOG = System.getLogger(FaultLog.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier nanoTime;
    private long loggedAt;
    private long omitted;

    /** Uses the system clock. */
    public FaultLog() {
        this(System::nanoTime);
    }

    FaultLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /**
     * Logs {@code cause} with its stack trace, or counts it.
     *
     * @param what what failed, such as {@code A UDP request}
     * @return whether it was logged
     */
    public boolean log(String what, Throwable cause) {
        OutOfMemory.check(cause);
        long before = logged(nanoTime.getAsLong());
        if (before < 0) {
            return false;
        }
        String others = before == 0 ? "" : ", the last of " + (before + 1);
        LOG.log(Level.ERROR, what + " failed" + others + "; further failures are not logged for a minute", cause);
        return true;
    }

    /** Returns the number of errors that were not logged before this one, or -1 if this one must not be logged. */
    private synchronized long logged(long now) {
        if (now - loggedAt < PAUSE_NANOS) {
            omitted++;
            return -1;
        }
        loggedAt = now;
        long before = omitted;
        omitted = 0;
        return before;
    }
}
