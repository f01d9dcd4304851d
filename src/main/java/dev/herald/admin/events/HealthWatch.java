package dev.herald.admin.events;

import dev.herald.admin.health.HealthReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The latest health report, renewed in the background, because a listener that does not answer delays a check by seconds. */
public final class HealthWatch {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Supplier<HealthReport> checks;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile Dated latest;

    private record Dated(HealthReport report, long nanos) {}

    /**
     * Checks nothing yet.
     *
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public HealthWatch(Supplier<HealthReport> checks, Executor background, LongSupplier nanoTime) {
        this.checks = checks;
        this.background = background;
        this.nanoTime = nanoTime;
        this.latest = new Dated(new HealthReport(List.of(), Map.of(), ""), nanoTime.getAsLong() - FRESH_NANOS - 1);
    }

    /** A new report. May take seconds. */
    HealthReport checked() {
        HealthReport report = checks.get();
        latest = new Dated(report, nanoTime.getAsLong());
        return report;
    }

    /** The latest report, without waiting. If it is older than ten seconds, a new one is begun for the next call. */
    HealthReport latest() {
        Dated known = latest;
        if (nanoTime.getAsLong() - known.nanos > FRESH_NANOS && checking.compareAndSet(false, true)) {
            try {
                background.execute(() -> {
                    try {
                        checked();
                    } finally {
                        checking.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                checking.set(false);
            }
        }
        return known.report;
    }
}
