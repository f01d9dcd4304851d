package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The announce interval: section 1.3 of the protocol reference and its defaults table, with ten percent of jitter. */
interface IntervalRules extends SwarmFixture {

    @Test
    default void interval_is_1800_seconds_plus_jitter_and_min_interval_is_900_seconds() {
        Answer answer = announce(peer(1));
        assertThat(answer.interval()).isBetween(1800, 1980);
        assertThat(answer.minInterval().orElse(900)).isEqualTo(900);
    }
}
