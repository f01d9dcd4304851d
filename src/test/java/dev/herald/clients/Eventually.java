package dev.herald.clients;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Polls for a condition with a deadline. */
public final class Eventually {

    private static final long POLL_INTERVAL_MILLIS = 150;

    private static final ScheduledExecutorService POLLER = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "polling");
        thread.setDaemon(true);
        return thread;
    });

    private Eventually() {}

    /**
     * Polls until {@code actual} returns {@code expected}.
     *
     * @param what description for the error message
     * @throws AssertionError after {@code limit}, with the last value
     */
    public static void says(String what, String expected, Supplier<String> actual, Duration limit)
            throws InterruptedException {
        CompletableFuture<String> result = new CompletableFuture<>();
        String[] last = {"no value yet"};
        Future<?> polling = POLLER.scheduleWithFixedDelay(
                () -> {
                    try {
                        last[0] = actual.get();
                        if (expected.equals(last[0])) {
                            result.complete(expected);
                        }
                    } catch (RuntimeException | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                },
                0,
                POLL_INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "%s: waited %d s for%n  %s%nbut the last was%n  %s"
                            .formatted(what, limit.toSeconds(), expected, last[0]),
                    e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            polling.cancel(false);
        }
    }
}
