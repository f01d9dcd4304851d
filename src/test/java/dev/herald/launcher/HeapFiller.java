package dev.herald.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** An agent that keeps the heap of its JVM full and survives that. */
public final class HeapFiller {

    private static final int MOST = 1 << 20;
    private static final int PAUSE_NANOS = 1_000_000;

    private static final Deque<byte[]> KEPT = new ArrayDeque<>();

    private HeapFiller() {}

    /** Starts and returns. */
    public static void agentmain(String unused) {
        Thread thread = new Thread(HeapFiller::fill, "heap filler");
        thread.setDaemon(true);
        thread.start();
    }

    private static void fill() {
        int size = MOST;
        while (true) {
            try {
                KEPT.add(new byte[size]);
            } catch (OutOfMemoryError full) {
                size = size > 16 ? size / 2 : MOST / 64;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
