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

/** Several writers at once. */
final class Writers {

    private static final int COUNT = 4;
    private static final long PATIENCE_SECONDS = 120;

    private final Semaphore acknowledged = new Semaphore(0);
    private final Semaphore refused = new Semaphore(0);
    private final AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final List<Writer> writers;
    private final List<CompletableFuture<Void>> ends;

    /** They begin at once, and enter what they do into {@code books}. */
    Writers(Server server, Books books, Random random) {
        writers = Stream.generate(() -> new Writer(server.api(), random.nextLong(), books, this::answered))
                .limit(COUNT)
                .toList();
        ends = writers.stream()
                .map(writer -> CompletableFuture.runAsync(writer, threads))
                .toList();
    }

    private void answered(Api.Answer answer) {
        longest.accumulateAndGet(answer.took(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        (answer.ok() ? acknowledged : refused).release();
    }

    /** Waits until so many more changes were acknowledged. */
    void await(int changes) throws InterruptedException {
        await(acknowledged, changes, "changes");
    }

    /** Waits until each of them has been refused something once more, or one of them more often. */
    void awaitRefusals() throws InterruptedException {
        await(refused, COUNT, "refusals");
    }

    private void await(Semaphore told, int count, String what) throws InterruptedException {
        told.drainPermits();
        assertThat(told.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("%s %s in time; writers %s", count, what, ends)
                .isTrue();
    }

    /** The longest time that an answer took. */
    Duration longest() {
        return longest.get();
    }

    /** Waits for the answers to what they have sent. */
    void end() throws Exception {
        writers.forEach(Writer::end);
        threads.shutdown();
        for (CompletableFuture<Void> end : ends) {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
