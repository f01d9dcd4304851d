package dev.herald;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts bytes that are allocated, which are the same on every machine. Of several tries the cheapest counts: beside what the code
 * itself allocates, the JVM lets a thread pay at times for what it needs but once, such as the texts of a method that it compiles.
 */
public final class AllocatedBytes {

    private static final int WARM_UP = 10_000;
    private static final int ROUNDS = 5;
    private static final int CALLS_A_ROUND = 10_000;

    /** How often {@link #perCall} calls. */
    public static final int CALLS = WARM_UP + ROUNDS * CALLS_A_ROUND;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    /** By this thread since it has begun. */
    public static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Of one call, after some that warm it up; a remainder of less than a byte a call is of the measuring. */
    public static long perCall(Runnable call) {
        for (int i = 0; i < WARM_UP; i++) {
            call.run();
        }
        return leastOf(() -> call, AllocatedBytes::round) / CALLS_A_ROUND;
    }

    private static void round(Runnable call) {
        for (int i = 0; i < CALLS_A_ROUND; i++) {
            call.run();
        }
    }

    /** Of one call with what is given to it, and which is made anew for each try. */
    public static <T> long leastOf(Supplier<T> given, Consumer<T> call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            T argument = given.get();
            long before = byThisThread();
            call.accept(argument);
            least = Math.min(least, byThisThread() - before);
        }
        return least;
    }
}
