package dev.herald.app;

import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Visits the shards of the swarm store one after the other, for ever, so that peers that fall silent are forgotten.
 *
 * <p>The visits are spread evenly over a round instead of coming in one go: no announce waits for more than the shard it
 * needs, and the work never shows as a spike. A round is shorter than the 60 seconds that the protocol allows between two
 * sweeps, so that a busy machine may be late.
 */
final class SwarmCleaner implements AutoCloseable {

    static final Duration ROUND = Duration.ofSeconds(45);

    private final PeriodicTask task;
    private final int shards;
    private final IntConsumer clean;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-janitor");

    private int next;

    /**
     * A janitor that, once started, calls {@code clean} with 0 up to {@code shards}, exclusive, over and over. It is one of
     * {@code tasks}, and well again after a failure when a whole round has succeeded.
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

    /** Time from one shard to the next. */
    Duration pause() {
        return ROUND.dividedBy(shards);
    }

    /** Cleans one shard. A failure costs that shard one round, not the others their janitor. */
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
