package dev.herald.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Checks whether the database answers. Caches the result for a moment, so that frequent health checks do not load the
 * database.
 */
public final class DatabaseHealthProbe {

    /** How long a result is cached. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Runnable ping;
    private final LongSupplier nanoTime;

    // Guarded by this, which is held during a check: concurrent callers share its result.
    private String problem = "";
    private long checkedAt;
    private boolean checked;

    /**
     * Checks by {@code ping}.
     *
     * @param ping throws {@link RegistryUnavailableException} if the database does not answer
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public DatabaseHealthProbe(Runnable ping, LongSupplier nanoTime) {
        this.ping = ping;
        this.nanoTime = nanoTime;
    }

    /** The problem of the database, in one line; "" if there is none. */
    public synchronized String problem() {
        if (!checked || nanoTime.getAsLong() - checkedAt > FRESH.toNanos()) {
            problem = check();
            checkedAt = nanoTime.getAsLong();
            checked = true;
        }
        return problem;
    }

    private String check() {
        try {
            ping.run();
            return "";
        } catch (RegistryUnavailableException e) {
            return e.getMessage();
        }
    }
}
