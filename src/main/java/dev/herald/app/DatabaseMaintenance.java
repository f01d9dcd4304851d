package dev.herald.app;

import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import dev.herald.registry.RegistryUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Periodic work on the database: writes download totals and the last use of tokens, resolves in-doubt entries, and removes expired keys and
 * old audit entries.
 */
final class DatabaseMaintenance implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DatabaseMaintenance.class.getName());
    private static final int SHUTDOWN_SECONDS = 10;

    private final PeriodicTask totals;
    private final PeriodicTask maintenance;
    private final int intervalSeconds;
    private final Runnable often;
    private final Runnable seldom;
    private final Runnable last;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-maintenance");

    /** Whether the last attempt failed; accessed by the thread only. */
    private boolean unavailable;

    private boolean started;

    /**
     * Runs {@code often} every {@code intervalSeconds} and {@code seldom} every minute after {@link #start}; runs both and then {@code last}
     * on {@link #close}. Each may throw {@link RegistryUnavailableException}.
     */
    DatabaseMaintenance(PeriodicTasks tasks, int intervalSeconds, Runnable often, Runnable seldom, Runnable last) {
        this.totals = tasks.add("writing of download totals");
        this.maintenance = tasks.add("maintenance of the database");
        this.intervalSeconds = intervalSeconds;
        this.often = often;
        this.seldom = seldom;
        this.last = last;
    }

    synchronized void start() {
        started = true;
        var unusedWrite = thread.scheduleWithFixedDelay(
                () -> attempt(totals, often), intervalSeconds, intervalSeconds, TimeUnit.SECONDS);
        var unusedPurge = thread.scheduleWithFixedDelay(() -> attempt(maintenance, seldom), 1, 1, TimeUnit.MINUTES);
    }

    /** Logs once that the database is unavailable, and once that it is available again. */
    private void attempt(PeriodicTask task, Runnable work) {
        task.run(() -> {
            try {
                work.run();
                if (unavailable) {
                    LOG.log(Level.INFO, "The database is available again");
                }
                unavailable = false;
            } catch (RegistryUnavailableException e) {
                if (!unavailable) {
                    LOG.log(
                            Level.WARNING,
                            "The database is unavailable. Announces are served from memory; changes are rejected, and download"
                                    + " totals are written later: " + e.getMessage());
                }
                unavailable = true;
            }
        });
    }

    /** Runs everything a last time, within {@value #SHUTDOWN_SECONDS} seconds. */
    @Override
    public synchronized void close() {
        if (started) {
            thread.execute(() -> attempt(totals, often));
            thread.execute(() -> attempt(maintenance, seldom));
        }
        if (!thread.isShutdown()) {
            thread.execute(() -> attempt(maintenance, last));
        }
        started = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
