package dev.herald.app;

import dev.herald.net.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
final class Janitor implements AutoCloseable {

    static final Duration ROUND = Duration.ofSeconds(45);

    private static final Logger LOG = System.getLogger(Janitor.class.getName());

    private final int shards;
    private final IntConsumer clean;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-janitor");

    private int next;

    /** A janitor that, once started, calls {@code clean} with 0 up to {@code shards}, exclusive, over and over. */
    Janitor(int shards, IntConsumer clean) {
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

    /** Cleans one shard. A failure is logged and costs that shard one round, not the others their janitor. */
    void cleanNext() {
        int shard = next;
        next = (next + 1) % shards;
        try {
            clean.accept(shard);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "cleaning shard " + shard + " failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
