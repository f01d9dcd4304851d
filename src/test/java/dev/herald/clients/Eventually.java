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

/** Waits for something to become true that nobody announces. */
public final class Eventually {

    private static final long BETWEEN_LOOKS_MILLIS = 150;

    private static final ScheduledExecutorService LOOKING = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "looking");
        thread.setDaemon(true);
        return thread;
    });

    private Eventually() {}

    /**
     * Looks again and again until {@code look} says {@code wanted}.
     *
     * @throws AssertionError after {@code limit}, with what was seen last
     */
    public static void says(String what, String wanted, Supplier<String> look, Duration limit)
            throws InterruptedException {
        CompletableFuture<String> seen = new CompletableFuture<>();
        String[] last = {"nothing yet"};
        Future<?> looking = LOOKING.scheduleWithFixedDelay(
                () -> {
                    try {
                        last[0] = look.get();
                        if (wanted.equals(last[0])) {
                            seen.complete(wanted);
                        }
                    } catch (RuntimeException | AssertionError e) {
                        seen.completeExceptionally(e);
                    }
                },
                0,
                BETWEEN_LOOKS_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "%s: waited %d s for%n  %s%nbut the last was%n  %s"
                            .formatted(what, limit.toSeconds(), wanted, last[0]),
                    e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            looking.cancel(false);
        }
    }
}
