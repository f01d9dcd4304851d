package dev.herald.http.netty;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that another thread fulfils. */
final class Eventually {

    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000;

    private Eventually() {}

    static void holds(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT_NANOS) {
                throw new AssertionError("condition is still false after " + LIMIT_NANOS + " ns");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
