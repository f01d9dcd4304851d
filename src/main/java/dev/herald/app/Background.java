package dev.herald.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * Lets event loops come before all that is done in the background. Only some time after the start: before, the loops gain more
 * than they lose by compilers that have the processor.
 */
final class Background implements AutoCloseable {

    static final Duration WARM = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger(Background.class.getName());

    private final int nice;
    private final Duration warm;
    private final IntUnaryOperator giveWay;
    private final ScheduledExecutorService thread;

    /**
     * Does nothing before it is started, nor if {@code nice} is 0.
     *
     * @param warm how long after the start
     * @param giveWay has threads give way by that much, and tells how many
     * @param thread does it, and ends then
     */
    Background(int nice, Duration warm, IntUnaryOperator giveWay, ScheduledExecutorService thread) {
        this.nice = nice;
        this.warm = warm;
        this.giveWay = giveWay;
        this.thread = thread;
    }

    void start() {
        if (nice > 0) {
            var unused = thread.schedule(this::warmedUp, warm.toNanos(), TimeUnit.NANOSECONDS);
        }
        thread.shutdown(); // after that one task
    }

    private void warmedUp() {
        try {
            int threads = giveWay.applyAsInt(nice);
            LOG.log(Level.DEBUG, "{0} threads give way to event loops", threads);
        } catch (UnsupportedOperationException e) {
            LOG.log(Level.DEBUG, "no thread gives way to event loops: {0}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // The executor would keep it to itself.
            LOG.log(Level.WARNING, "threads do not give way to event loops", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
