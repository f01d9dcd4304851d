package dev.herald.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** All periodic tasks, for health checks. */
public final class PeriodicTasks {

    private final LongSupplier nanoTime;
    private final List<PeriodicTask> tasks = new CopyOnWriteArrayList<>();

    /** Contains no tasks. */
    public PeriodicTasks() {
        this(System::nanoTime);
    }

    PeriodicTasks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Adds a task.
     *
     * @param name a description such as {@code certificate of http.netty}
     */
    public PeriodicTask add(String name) {
        return add(name, 1);
    }

    /**
     * Adds a task whose runs do a part of the work each.
     *
     * @param recovery the number of consecutive successful runs after which the task counts as recovered; at least 1
     */
    public PeriodicTask add(String name, int recovery) {
        PeriodicTask task = new PeriodicTask(name, recovery, nanoTime);
        tasks.add(task);
        return task;
    }

    /** Returns all tasks in the order in which they were added. */
    public List<PeriodicTask> all() {
        return List.copyOf(tasks);
    }
}
