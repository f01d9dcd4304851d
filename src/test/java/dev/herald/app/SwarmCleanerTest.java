package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.metrics.PeriodicTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SwarmCleanerTest {

    private final PeriodicTasks tasks = new PeriodicTasks();

    @Test
    void the_shards_are_cleaned_one_after_the_other() {
        List<Integer> cleaned = new ArrayList<>();
        try (SwarmCleaner cleaner = new SwarmCleaner(tasks, 3, cleaned::add)) {
            for (int i = 0; i < 7; i++) {
                cleaner.cleanNext();
            }
        }
        assertThat(cleaned).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void a_round_takes_less_than_a_minute_with_any_number_of_shards() {
        for (int shards : new int[] {1, 3, 64, 1024, 65536}) {
            try (SwarmCleaner cleaner = new SwarmCleaner(tasks, shards, shard -> {})) {
                assertThat(cleaner.pause().multipliedBy(shards))
                        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(59));
            }
        }
    }

    @Test
    void a_failure_does_not_prevent_the_cleaning_of_other_shards() {
        List<Integer> cleaned = new ArrayList<>();
        try (SwarmCleaner cleaner = new SwarmCleaner(tasks, 2, shard -> {
            if (shard == 0) {
                throw new IllegalStateException("thrown in a test");
            }
            cleaned.add(shard);
        })) {
            cleaner.cleanNext();
            cleaner.cleanNext();
        }
        assertThat(cleaned).containsExactly(1);
    }

    @Test
    void start_cleans_on_a_daemon_thread() throws InterruptedException {
        CountDownLatch cleaned = new CountDownLatch(2);
        List<Boolean> daemon = new ArrayList<>();
        try (SwarmCleaner cleaner = new SwarmCleaner(tasks, 65536, shard -> {
            daemon.add(Thread.currentThread().isDaemon());
            cleaned.countDown();
        })) {
            cleaner.start();
            assertThat(cleaned.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(daemon.get(0)).isTrue();
    }

    @Test
    void an_Error_is_reported_until_a_whole_round_has_succeeded() throws InterruptedException {
        int shards = 1 << 16;
        CountDownLatch cleaned = new CountDownLatch(2);
        AtomicBoolean failing = new AtomicBoolean(true);
        try (SwarmCleaner cleaner = new SwarmCleaner(tasks, shards, shard -> {
            cleaned.countDown();
            if (failing.getAndSet(false)) {
                throw new StackOverflowError("thrown in a test");
            }
        })) {
            cleaner.start();
            assertThat(cleaned.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tasks.all().get(0).complaint()).isEqualTo("failed: StackOverflowError");
        }
        try (SwarmCleaner cleaner = new SwarmCleaner(tasks, 3, shard -> {
            if (failing.getAndSet(false)) {
                throw new StackOverflowError("thrown in a test");
            }
        })) {
            failing.set(true);
            for (int i = 0; i < 3; i++) {
                cleaner.cleanNext();
                assertThat(tasks.all().get(1).complaint()).isNotEmpty();
            }
            cleaner.cleanNext();
            assertThat(tasks.all().get(1).complaint()).isEmpty();
        }
    }
}
