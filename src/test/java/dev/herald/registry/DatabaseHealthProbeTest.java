package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DatabaseHealthProbeTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger checks = new AtomicInteger();
    private boolean failing;

    private final DatabaseHealthProbe probe = new DatabaseHealthProbe(
            () -> {
                checks.incrementAndGet();
                if (failing) {
                    throw new RegistryUnavailableException("it is failing");
                }
            },
            nanos::get);

    @Test
    void a_result_is_cached() {
        assertThat(probe.problem()).isEmpty();
        failing = true;
        nanos.addAndGet(DatabaseHealthProbe.FRESH.toNanos());
        assertThat(probe.problem()).isEmpty();
        assertThat(checks).hasValue(1);
    }

    @Test
    void the_reason_is_reported_until_the_database_answers() {
        failing = true;
        assertThat(probe.problem()).isEqualTo("it is failing");
        failing = false;
        nanos.addAndGet(DatabaseHealthProbe.FRESH.toNanos() + 1);
        assertThat(probe.problem()).isEmpty();
    }
}
