package dev.herald.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Knows whether the database answers. What it said stands for a moment, so that however often health is asked, the database
 * is not kept busy with it.
 */
public final class DatabaseHealthProbe {

    /** How long an answer stands. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Runnable ping;
    private final LongSupplier nanoTime;

    // All guarded by the lock of this object, which is held while the database is asked: whoever asks meanwhile gets
    // the same answer.
    private String complaint = "";
    private long askedAt;
    private boolean asked;

    /**
     * Feels the pulse by {@code ping}.
     *
     * @param ping throws {@link RegistryUnavailableException} if the database does not answer
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public DatabaseHealthProbe(Runnable ping, LongSupplier nanoTime) {
        this.ping = ping;
        this.nanoTime = nanoTime;
    }

    /** What is wrong with the database, in one line; empty if it answers. */
    public synchronized String complaint() {
        if (!asked || nanoTime.getAsLong() - askedAt > FRESH.toNanos()) {
            complaint = ask();
            askedAt = nanoTime.getAsLong();
            asked = true;
        }
        return complaint;
    }

    private String ask() {
        try {
            ping.run();
            return "";
        } catch (RegistryUnavailableException e) {
            return e.getMessage();
        }
    }
}
