package dev.herald.app;

import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Takes one sample of the figures a second, for the live stream and the history. */
final class FigureSampler implements AutoCloseable {

    private final PeriodicTask task;
    private final Runnable sample;
    private final Runnable last;
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-sampler");

    /** Runs {@code sample} every second after {@link #start}, and {@code last} on {@link #close}. */
    FigureSampler(PeriodicTasks tasks, Runnable sample, Runnable last) {
        this.task = tasks.add("sampling of figures");
        this.sample = sample;
        this.last = last;
    }

    void start() {
        var unused = thread.scheduleAtFixedRate(() -> task.run(sample), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        last.run();
    }
}
