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
    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;

    private final DatabaseHealthProbe pulse = new DatabaseHealthProbe(
            () -> {
                asked.incrementAndGet();
                if (away) {
                    throw new RegistryUnavailableException("it is away");
                }
            },
            nanos::get);

    @Test
    void an_answer_stands_for_a_moment() {
        assertThat(pulse.complaint()).isEmpty();
        away = true;
        nanos.addAndGet(DatabaseHealthProbe.FRESH.toNanos());
        assertThat(pulse.complaint()).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void the_reason_is_told_until_the_database_is_back() {
        away = true;
        assertThat(pulse.complaint()).isEqualTo("it is away");
        away = false;
        nanos.addAndGet(DatabaseHealthProbe.FRESH.toNanos() + 1);
        assertThat(pulse.complaint()).isEmpty();
    }
}
