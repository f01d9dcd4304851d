package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Several writers at once. */
final class Writers {

    private static final int COUNT = 4;
    private static final long PATIENCE_SECONDS = 120;

    private final Semaphore acknowledged = new Semaphore(0);
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final List<Writer> writers;
    private final List<CompletableFuture<Void>> ends;

    /** They begin at once, and enter what they do into {@code books}. */
    Writers(Server server, Books books, Random random) {
        writers = Stream.generate(() -> new Writer(server.api(), random.nextLong(), books, acknowledged::release))
                .limit(COUNT)
                .toList();
        ends = writers.stream()
                .map(writer -> CompletableFuture.runAsync(writer, threads))
                .toList();
    }

    /** Waits until so many more changes were acknowledged. */
    void await(int changes) throws InterruptedException {
        acknowledged.drainPermits();
        assertThat(acknowledged.tryAcquire(changes, PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("%s changes in time; writers %s", changes, ends)
                .isTrue();
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
