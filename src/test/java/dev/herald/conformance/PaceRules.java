package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When clients are told to come back: section 1.3 and the defaults table, with ten percent of jitter. */
interface PaceRules extends Conversation {

    @Test
    default void clients_shall_announce_every_half_hour_or_a_little_later() {
        Answer answer = announce(peer(1));
        assertThat(answer.interval()).isBetween(1800, 1980);
        assertThat(answer.minInterval().orElse(900)).isEqualTo(900);
    }
}
