package dev.herald.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** The work that is done again and again beside requests, so that health can tell whether it is. */
public final class PeriodicTasks {

    private final LongSupplier nanoTime;
    private final List<PeriodicTask> tasks = new CopyOnWriteArrayList<>();

    /** None yet. */
    public PeriodicTasks() {
        this(System::nanoTime);
    }

    PeriodicTasks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * One more task.
     *
     * @param name what it is, for people, such as {@code certificate of volume}
     */
    public PeriodicTask add(String name) {
        return add(name, 1);
    }

    /**
     * One more task, each of whose runs does a part of the work.
     *
     * @param recovery how many runs in a row have to succeed after a failure before the task is well again; at least 1
     */
    public PeriodicTask add(String name, int recovery) {
        PeriodicTask task = new PeriodicTask(name, recovery, nanoTime);
        tasks.add(task);
        return task;
    }

    /** All there are, in the order in which they were added. */
    public List<PeriodicTask> all() {
        return List.copyOf(tasks);
    }
}
