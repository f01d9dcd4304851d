package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.health.HealthReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class HealthWatchTest {

    private final Deque<Runnable> background = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private String problem = "away";
    private final HealthWatch watch =
            new HealthWatch(() -> new HealthReport(List.of(), Map.of(), problem), background::add, nanos::get);

    @Test
    void a_check_is_made_at_once_if_somebody_waits_for_it() {
        assertThat(watch.checked().databaseProblem()).isEqualTo("away");
        assertThat(watch.latest().databaseProblem()).isEqualTo("away");
        assertThat(background).isEmpty();
    }

    @Test
    void the_latest_report_is_renewed_in_the_background_after_ten_seconds() {
        watch.checked();
        problem = "";
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(watch.latest().databaseProblem()).isEqualTo("away");
        assertThat(background).isEmpty();
        nanos.addAndGet(1);
        assertThat(watch.latest().databaseProblem()).isEqualTo("away");
        assertThat(watch.latest().databaseProblem()).isEqualTo("away");
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(watch.latest().databaseProblem()).isEmpty();
    }

    @Test
    void a_failed_check_is_tried_again() {
        HealthWatch failing = new HealthWatch(
                () -> {
                    throw new IllegalStateException("failed");
                },
                work -> {
                    try {
                        work.run();
                    } catch (IllegalStateException e) {
                        background.add(work);
                    }
                },
                nanos::get);
        failing.latest();
        failing.latest();
        assertThat(background).hasSize(2);
    }
}
