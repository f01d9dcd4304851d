package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.metrics.PeriodicTasks;
import dev.herald.registry.RegistryUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DatabaseMaintenanceTest {

    private final PeriodicTasks tasks = new PeriodicTasks();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void maintenance_continues_while_the_database_is_unavailable() throws InterruptedException {
        CountDownLatch tries = new CountDownLatch(2);
        Runnable failing = () -> {
            tries.countDown();
            throw new RegistryUnavailableException("unavailable");
        };
        try (DatabaseMaintenance maintenance = new DatabaseMaintenance(tasks, 1, failing, () -> {}, () -> {})) {
            maintenance.start();
            assertThat(tries.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void close_runs_everything_once_more_and_then_the_last_action() {
        DatabaseMaintenance maintenance = new DatabaseMaintenance(
                tasks, 3600, () -> done.add("often"), () -> done.add("seldom"), () -> done.add("last"));
        maintenance.start();
        maintenance.close();
        maintenance.close();
        assertThat(done).containsExactly("often", "seldom", "last");
    }

    @Test
    void close_without_start_runs_the_last_action() {
        new DatabaseMaintenance(tasks, 1, () -> done.add("often"), () -> done.add("seldom"), () -> done.add("last"))
                .close();
        assertThat(done).containsExactly("last");
    }

    @Test
    void an_Error_is_reported_until_the_next_success() throws InterruptedException {
        CountDownLatch tries = new CountDownLatch(3);
        CountDownLatch mended = new CountDownLatch(1);
        Runnable failing = () -> {
            tries.countDown();
            if (mended.getCount() > 0) {
                throw new AssertionError("thrown in a test");
            }
        };
        try (DatabaseMaintenance maintenance = new DatabaseMaintenance(tasks, 1, failing, () -> {}, () -> {})) {
            maintenance.start();
            await(() -> complaints().contains("writing of download totals failed: AssertionError"));
            mended.countDown();
            assertThat(tries.await(60, TimeUnit.SECONDS)).isTrue();
            await(() -> complaints().isEmpty());
        }
    }

    private List<String> complaints() {
        return tasks.all().stream()
                .filter(task -> !task.complaint().isEmpty())
                .map(task -> task.name() + " " + task.complaint())
                .toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("nanoseconds past the deadline")
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
