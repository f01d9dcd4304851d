package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Changes that wait for the one before. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ChangeQueueTest {

    private static final Transactions NONE = new Transactions() {
        @Override
        public <T> T run(Function<EntityManager, T> work) {
            throw new AssertionError("nothing is asked of the database");
        }
    };

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final ChangeQueue changes =
            new ChangeQueue(NONE, new Audit(NONE, InstantSource.system()), () -> {}, nanos::incrementAndGet);

    @Test
    void whoever_waited_while_the_database_let_another_wait_in_vain_is_refused_with_its_reason() {
        assertThatThrownBy(() -> queuedBehindOneThatFailsAfter(Duration.ofMillis(1200)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("away");
        assertThat(changes.alone(() -> "next")).isEqualTo("next");
    }

    @Test
    void whoever_waited_while_another_failed_at_once_tries_by_itself() {
        assertThat(queuedBehindOneThatFailsAfter(Duration.ofMillis(10))).isEqualTo("queued");
    }

    /** What becomes of a change that waits while another fails. */
    private String queuedBehindOneThatFailsAfter(Duration duration) {
        CompletableFuture<String> queued = new CompletableFuture<>();
        assertThatThrownBy(() -> changes.alone(() -> {
                    Thread thread = new Thread(() -> complete(queued, () -> changes.alone(() -> "queued")));
                    thread.start();
                    while (thread.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    nanos.addAndGet(duration.toNanos());
                    throw new RegistryUnavailableException("away");
                }))
                .hasMessage("away");
        try {
            return queued.join();
        } catch (CompletionException e) {
            throw (RegistryUnavailableException) e.getCause();
        }
    }

    private static void complete(CompletableFuture<String> result, Supplier<String> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
