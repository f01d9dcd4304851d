package dev.herald.app;

import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import dev.herald.registry.RegistryUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What has to be done in the database that nobody asks for: download totals and last uses are written, failed changes cleared
 * up, expired keys and old lines of the audit removed.
 */
final class DatabaseMaintenance implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DatabaseMaintenance.class.getName());
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    private final PeriodicTask totals;
    private final PeriodicTask maintenance;
    private final int intervalSeconds;
    private final Runnable often;
    private final Runnable seldom;
    private final Runnable last;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-upkeep");

    /** Whether the last try failed; used by the thread only. */
    private boolean away;

    private boolean started;

    /**
     * Does {@code often} every {@code intervalSeconds} and {@code seldom} every minute, once started, and both when closed, and then
     * {@code last}. Each may throw {@link RegistryUnavailableException}. The first two are among {@code tasks}.
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
        var unusedPurge = thread.scheduleWithFixedDelay(
                () -> attempt(maintenance, seldom), SELDOM.toSeconds(), SELDOM.toSeconds(), TimeUnit.SECONDS);
    }

    private void attempt(PeriodicTask task, Runnable work) {
        task.run(() -> attempt(work));
    }

    /** Says once that the database is away and once that it is back, however often it is asked meanwhile. */
    private void attempt(Runnable work) {
        try {
            work.run();
            if (away) {
                LOG.log(Level.INFO, "the database is back");
                away = false;
            }
        } catch (RegistryUnavailableException e) {
            if (!away) {
                LOG.log(
                        Level.WARNING,
                        "announces go on, but changes and download totals wait for the database: " + e.getMessage());
                away = true;
            }
        }
    }

    /** Writes down what is left, if the database lets us. */
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
            if (!thread.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
