package dev.herald.swarm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock that ages are measured on. It begins with the time of the wall clock and goes on by a monotonic one, so that
 * whoever sets the wall clock changes nobody's age. What ends at a time of the wall clock, as keys do, is compared with
 * {@link #wall}.
 *
 * <p>Used by any number of threads.
 */
public final class SteadyClock implements InstantSource {

    /** Less than a step of so many milliseconds is not told from the imprecision of two readings. */
    private static final long LEAST_STEP_MILLIS = 250;

    private static final long NANOS_A_MILLI = 1_000_000;

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private final long startMillis;
    private final long startNanos;

    /** By how much the wall clock was ahead when this one was read last; written only when it changes. */
    private volatile long leadMillis;

    /** The system's. */
    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * Begins now.
     *
     * @param wall a clock that may be set
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.startMillis = wall.millis();
        this.startNanos = nanoTime.getAsLong();
    }

    /** Milliseconds since 1970 if nobody has set the wall clock since the start; never less than before. */
    @Override
    public long millis() {
        long millis = startMillis + (nanoTime.getAsLong() - startNanos) / NANOS_A_MILLI;
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

    /** The same in seconds. */
    public long second() {
        return Math.floorDiv(millis(), 1000L);
    }

    /** What the wall clock now calls a second of this clock, in seconds since 1970, by the latest reading of both. */
    public long wall(long second) {
        return second + Math.floorDiv(leadMillis + 500, 1000L);
    }
}
