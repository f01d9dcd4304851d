package dev.herald.durability;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A thread that takes hostile steps at a steady rate until it is closed, and keeps what no server should have answered. */
abstract class Attack implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_COMPLAINTS = 10;

    /** All choices come from it; for the thread only. */
    final SplittableRandom random;

    private final int stepsASecond;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean over;
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    Attack(String name, int stepsASecond, SplittableRandom random) {
        this.stepsASecond = stepsASecond;
        this.random = random;
        this.thread = new Thread(this::run, name);
    }

    /** Does one thing; a connection that breaks is nothing to complain of. */
    abstract void step() throws IOException;

    final void begin() {
        thread.start();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private void run() {
        long begin = System.nanoTime();
        while (!over) {
            long due = (System.nanoTime() - begin) * stepsASecond / TimeUnit.SECONDS.toNanos(1);
            if (steps.get() >= due) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            if (due - steps.get() > stepsASecond) {
                // What could not be done in time is left out, and not done all at once.
                begin = System.nanoTime() - steps.get() * TimeUnit.SECONDS.toNanos(1) / stepsASecond;
            }
            try {
                step();
            } catch (IOException e) {
                // It was asked for.
            } catch (RuntimeException | Error e) {
                complain(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(3, e.getStackTrace().length)));
            }
            steps.incrementAndGet();
        }
    }

    final void answered() {
        answers.incrementAndGet();
    }

    final void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(thread.getName() + ", step " + steps.get() + ": " + what);
        }
    }

    final List<String> complaints() {
        return complaints;
    }

    /** Ends the thread. */
    @Override
    public void close() throws IOException {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return thread.getName() + ": " + steps + " steps, " + answers + " answers";
    }
}
