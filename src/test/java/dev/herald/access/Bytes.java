package dev.herald.access;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts bytes that were allocated, which are the same on every machine. */
final class Bytes {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 20_000;

    private Bytes() {}

    static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Bytes of one call, after some that warm it up; a remainder of less than a byte a call is of the measuring. */
    static long perCall(Runnable call) {
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        long before = allocatedByThisThread();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (allocatedByThisThread() - before) / CALLS;
    }
}
