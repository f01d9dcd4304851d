package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Waiting changes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RepositoryTest {

    private static final Transactions NONE = new Transactions() {
        @Override
        public <T> T run(Function<EntityManager, T> work) {
            throw new AssertionError("the database must not be used");
        }
    };

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Repository repository =
            new Repository(NONE, new Audit(NONE, InstantSource.system()), nanos::incrementAndGet) {
                @Override
                void refresh(List<String> ids) {}
            };

    @Test
    void a_change_fails_at_once_if_the_change_before_timed_out() {
        assertThatThrownBy(() -> resultBehindFailureAfter(Duration.ofMillis(1200)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessage("unavailable");
        assertThat(repository.exclusively(() -> "next")).isEqualTo("next");
    }

    @Test
    void a_change_is_made_if_the_change_before_failed_quickly() {
        assertThat(resultBehindFailureAfter(Duration.ofMillis(10))).isEqualTo("queued");
    }

    /** The result of a change that waits while another fails. */
    private String resultBehindFailureAfter(Duration duration) {
        CompletableFuture<String> queued = new CompletableFuture<>();
        assertThatThrownBy(() -> repository.exclusively(() -> {
                    Thread thread = new Thread(() -> complete(queued, () -> repository.exclusively(() -> "queued")));
                    thread.start();
                    while (thread.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    nanos.addAndGet(duration.toNanos());
                    throw new RegistryUnavailableException("unavailable");
                }))
                .hasMessage("unavailable");
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
