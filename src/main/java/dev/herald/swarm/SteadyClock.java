package dev.herald.swarm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock that ages are measured on. Starts at the time of the wall clock and continues monotonically, so that a step of the wall clock
 * changes no age. Expiry times that are wall-clock times, such as those of keys, are compared with {@link #wall}. Thread-safe.
 */
public final class SteadyClock implements InstantSource {

    /** Smaller differences are attributed to the time between two readings. */
    private static final long LEAST_STEP_MILLIS = 250;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final long startMillis;
    private final long startNanos;

    /** By how much the wall clock was ahead at the last reading; written only if it changes. */
    private volatile long leadMillis;

    /** A clock on the system clock. */
    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * A clock that starts now.
     *
     * @param wall the wall clock, which may be set
     * @param nanoTime the monotonic clock, like {@link System#nanoTime}
     */
    public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.startMillis = wall.millis();
        this.startNanos = nanoTime.getAsLong();
    }

    /** Milliseconds since 1970 as if the wall clock had not been set since the start; never decreases. */
    @Override
    public long millis() {
        long millis = startMillis + (nanoTime.getAsLong() - startNanos) / NANOS_PER_MILLI;
        long lead = wall.millis() - millis;
        if (Math.abs(lead - leadMillis) >= LEAST_STEP_MILLIS) {
            leadMillis = lead;
        }
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** {@link #millis} in seconds. */
    public long second() {
        return Math.floorDiv(millis(), 1000L);
    }

    /** The wall-clock time, in seconds since 1970, of a second of this clock, by the latest reading of both. */
    public long wall(long second) {
        return second + Math.floorDiv(leadMillis + 500, 1000L);
    }
}
