package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SteadyClockTest {

    private static final long START = 1_700_000_000;

    private long wallMillis = START * 1000;
    private long nanos = Long.MAX_VALUE - 5; // overflows soon
    private final SteadyClock clock = new SteadyClock(() -> Instant.ofEpochMilli(wallMillis), () -> nanos);

    @Test
    void starts_at_the_wall_clock_and_continues_monotonically() {
        assertThat(clock.second()).isEqualTo(START);
        pass(90_500);
        assertThat(clock.millis()).isEqualTo(START * 1000 + 90_500);
        assertThat(clock.second()).isEqualTo(START + 90);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(START * 1000 + 90_500));
        assertThat(clock.wall(START)).isEqualTo(START);
    }

    @ParameterizedTest
    @ValueSource(longs = {7200, -7200, 1, -1})
    void wall_clock_step_changes_only_wall_clock_times(long step) {
        pass(5_000);
        wallMillis += step * 1000;
        assertThat(clock.second()).isEqualTo(START + 5);
        assertThat(clock.wall(START)).isEqualTo(START + step);
        pass(60_000);
        wallMillis -= step * 1000;
        assertThat(clock.second()).isEqualTo(START + 65);
        assertThat(clock.wall(START)).isEqualTo(START);
    }

    @Test
    void small_differences_are_not_a_step() {
        wallMillis += 249;
        assertThat(clock.second()).isEqualTo(START);
        assertThat(clock.wall(START)).isEqualTo(START);
    }

    private void pass(long millis) {
        wallMillis += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
