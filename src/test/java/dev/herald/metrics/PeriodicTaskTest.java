package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.http.LogRecords;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class PeriodicTaskTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final PeriodicTasks tasks = new PeriodicTasks(nanos::get);
    private final PeriodicTask task = tasks.add("counting of sheep");

    @Test
    void a_failure_is_reported_until_the_next_success() {
        task.run(() -> {
            throw new OutOfMemoryError("thrown in a test");
        });
        assertThat(task.complaint()).isEqualTo("failed: OutOfMemoryError");
        task.run(() -> {});
        assertThat(task.complaint()).isEmpty();
    }

    @Test
    void a_task_of_several_parts_recovers_when_all_parts_have_succeeded() {
        PeriodicTask parts = tasks.add("parts", 2);
        parts.run(PeriodicTaskTest::fail);
        parts.run(() -> {});
        assertThat(parts.complaint()).isNotEmpty();
        parts.run(PeriodicTaskTest::fail);
        parts.run(() -> {});
        assertThat(parts.complaint()).isNotEmpty();
        parts.run(() -> {});
        assertThat(parts.complaint()).isEmpty();
        assertThat(tasks.all()).extracting(PeriodicTask::name).containsExactly("counting of sheep", "parts");
    }

    @Test
    void a_failure_and_the_recovery_are_logged_once() {
        try (LogRecords log = LogRecords.of(PeriodicTask.class)) {
            task.run(PeriodicTaskTest::fail);
            task.run(PeriodicTaskTest::fail);
            nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
            task.run(PeriodicTaskTest::fail);
            task.run(() -> {});
            task.run(() -> {});
            assertThat(lines(log))
                    .containsExactly(
                            "counting of sheep failed; it will be tried again", "counting of sheep works again");
        }
    }

    @Test
    void alternating_failures_are_logged_once_a_minute() {
        try (LogRecords log = LogRecords.of(PeriodicTask.class)) {
            for (int second = 0; second < 120; second++) {
                task.run(second % 2 == 0 ? PeriodicTaskTest::fail : () -> {});
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            }
            assertThat(lines(log))
                    .filteredOn(line -> line.endsWith("tried again"))
                    .hasSize(2);
        }
    }

    private static void fail() {
        throw new IllegalStateException("thrown in a test");
    }

    private static List<String> lines(LogRecords log) {
        return log.records().stream().map(LogRecord::getMessage).toList();
    }
}
