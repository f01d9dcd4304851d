package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Several concurrent {@link Writer}s. */
final class Writers {

    private static final int COUNT = 4;
    private static final long TIMEOUT_SECONDS = 120;

    private final Semaphore acknowledged = new Semaphore(0);
    private final Semaphore failed = new Semaphore(0);
    private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final List<Writer> writers;
    private final List<CompletableFuture<Void>> ends;

    /** Starts the writers, which record their changes in {@code expected}. */
    Writers(Server server, ExpectedLists expected, Random random) {
        writers = Stream.generate(() -> new Writer(server.api(), random.nextLong(), expected, this::answered))
                .limit(COUNT)
                .toList();
        ends = writers.stream()
                .map(writer -> CompletableFuture.runAsync(writer, threads))
                .toList();
    }

    private void answered(ApiClient.Answer answer) {
        longest.accumulateAndGet(answer.took(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        (answer.ok() ? acknowledged : failed).release();
    }

    /** Waits until {@code changes} more changes were acknowledged. */
    void await(int changes) throws InterruptedException {
        await(acknowledged, changes, "changes");
    }

    /** Waits until as many more changes have failed as there are writers. */
    void awaitFailures() throws InterruptedException {
        await(failed, COUNT, "failed changes");
    }

    private void await(Semaphore responses, int count, String what) throws InterruptedException {
        responses.drainPermits();
        assertThat(responses.tryAcquire(count, TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .as("%s %s in time; writers %s", count, what, ends)
                .isTrue();
    }

    /** The longest response time. */
    Duration longest() {
        return longest.get();
    }

    /** Stops the writers and waits for the responses to their last requests. */
    void end() throws Exception {
        writers.forEach(Writer::end);
        threads.shutdown();
        for (CompletableFuture<Void> end : ends) {
            end.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
