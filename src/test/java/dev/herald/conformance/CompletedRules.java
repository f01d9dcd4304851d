package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceRequest;
import org.junit.jupiter.api.Test;

/** What counts as a completed download: section 4.3. */
interface CompletedRules extends Conversation {

    @Test
    default void a_known_leecher_that_completes_counts_once() {
        announce(peer(1).started());
        announce(peer(1).left(0).completed());
        announce(peer(1).left(0).completed());
        announce(peer(1).left(0));
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void a_completion_whose_event_was_lost_counts_too() {
        announce(peer(1).started());
        announce(peer(1).left(0));
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void completed_from_an_unknown_peer_does_not_count() {
        announce(peer(1).left(0).completed());
        assertThat(counts().downloaded()).isZero();
        assertThat(counts().complete()).isEqualTo(1);
    }

    @Test
    default void stopping_with_nothing_left_does_not_count() {
        announce(peer(1));
        announce(peer(1).left(0).stopped());
        assertThat(counts().downloaded()).isZero();
        assertThat(counts().complete()).isZero();
    }

    @Test
    default void a_recheck_that_fails_makes_a_leecher_and_its_second_completion_does_not_count() {
        announce(peer(1));
        announce(peer(1).left(0).completed());
        assertThat(announce(peer(1).left(20)).incomplete()).isEqualTo(1);
        announce(peer(1).left(0).completed());
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void what_is_left_decides_over_the_event() {
        announce(peer(1));
        assertThat(announce(peer(1).left(30).completed()).complete()).isZero();
        assertThat(counts().downloaded()).isZero();
    }

    @Test
    default void where_what_is_left_is_unknown_completed_makes_a_seeder_that_stays_one() {
        Announce vague = peer(1).left(AnnounceRequest.LEFT_UNKNOWN);
        assertThat(announce(vague).incomplete()).isEqualTo(1);
        assertThat(announce(vague.completed()).complete()).isEqualTo(1);
        assertThat(announce(vague).complete()).isEqualTo(1);
        assertThat(counts().downloaded()).isEqualTo(1);
    }
}
