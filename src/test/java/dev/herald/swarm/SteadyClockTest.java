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
    private long nanos = Long.MAX_VALUE - 5; // it may overflow at any time
    private final SteadyClock clock = new SteadyClock(() -> Instant.ofEpochMilli(wallMillis), () -> nanos);

    @Test
    void it_begins_with_the_wall_clock_and_goes_on_by_the_other() {
        assertThat(clock.second()).isEqualTo(START);
        pass(90_500);
        assertThat(clock.millis()).isEqualTo(START * 1000 + 90_500);
        assertThat(clock.second()).isEqualTo(START + 90);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(START * 1000 + 90_500));
        assertThat(clock.wall(START)).isEqualTo(START);
    }

    @ParameterizedTest
    @ValueSource(longs = {7200, -7200, 1, -1})
    void a_step_of_the_wall_clock_changes_only_what_the_wall_clock_calls_a_second(long step) {
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
    void readings_that_differ_a_little_are_no_step() {
        wallMillis += 249;
        assertThat(clock.second()).isEqualTo(START);
        assertThat(clock.wall(START)).isEqualTo(START);
    }

    private void pass(long millis) {
        wallMillis += millis;
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
