package dev.herald.durability;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A thread that sends hostile input at a fixed rate until it is closed, and records wrong responses as failures. */
abstract class Attack implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MAX_FAILURES = 10;

    /** The only source of randomness. Not thread-safe: used by the attack's thread only. */
    final SplittableRandom random;

    private final int stepsPerSecond;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    Attack(String name, int stepsPerSecond, SplittableRandom random) {
        this.stepsPerSecond = stepsPerSecond;
        this.random = random;
        this.thread = new Thread(this::run, name);
    }

    /** Sends one piece of hostile input. An {@link IOException} is not a failure. */
    abstract void step() throws IOException;

    final void begin() {
        thread.start();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private void run() {
        long begin = System.nanoTime();
        while (!stopped) {
            long due = (System.nanoTime() - begin) * stepsPerSecond / TimeUnit.SECONDS.toNanos(1);
            if (steps.get() >= due) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            if (due - steps.get() > stepsPerSecond) {
                // Skip overdue steps instead of catching up in a burst.
                begin = System.nanoTime() - steps.get() * TimeUnit.SECONDS.toNanos(1) / stepsPerSecond;
            }
            try {
                step();
            } catch (IOException e) {
                // The server may close a connection that sends hostile input.
            } catch (RuntimeException | Error e) {
                fail(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(3, e.getStackTrace().length)));
            }
            steps.incrementAndGet();
        }
    }

    final void answered() {
        answers.incrementAndGet();
    }

    final void fail(String what) {
        if (failures.size() < MAX_FAILURES) {
            failures.add(thread.getName() + ", step " + steps.get() + ": " + what);
        }
    }

    final List<String> failures() {
        return failures;
    }

    /** Stops the thread. */
    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return thread.getName() + ": " + steps + " steps, " + answers + " responses";
    }
}
