package dev.herald.app;

import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Removes expired peers from the swarm store, one shard after the other.
 *
 * <p>The shards are spread evenly over a round, so that an announce waits for one shard at most and there are no load peaks. A round is
 * shorter than the 60 seconds that the protocol allows, which leaves time for a busy machine.
 */
final class SwarmCleaner implements AutoCloseable {

    static final Duration ROUND = Duration.ofSeconds(45);

    private final PeriodicTask task;
    private final int shards;
    private final IntConsumer clean;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-swarm-cleaner");

    private int next;

    /**
     * Calls {@code clean} with the numbers from 0 to {@code shards} - 1, again and again, after {@link #start}. After a failure the task
     * counts as failed until a whole round has succeeded.
     */
    SwarmCleaner(PeriodicTasks tasks, int shards, IntConsumer clean) {
        this.task = tasks.add("cleaning of swarms", shards);
        this.shards = shards;
        this.clean = clean;
    }

    void start() {
        long pause = pause().toNanos();
        var unused = thread.scheduleAtFixedRate(this::cleanNext, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** The time between two shards. */
    Duration pause() {
        return ROUND.dividedBy(shards);
    }

    /** Cleans one shard. After a failure the next call continues with the next shard. */
    void cleanNext() {
        int shard = next;
        next = (next + 1) % shards;
        task.run(() -> clean.accept(shard));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
