package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceRequest;
import org.junit.jupiter.api.Test;

/** Counting of completed downloads: section 4.3 of the protocol reference. */
interface CompletedRules extends SwarmFixture {

    @Test
    default void completed_download_of_a_leecher_is_counted_once() {
        announce(peer(1).started());
        announce(peer(1).left(0).completed());
        announce(peer(1).left(0).completed());
        announce(peer(1).left(0));
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void completed_download_is_counted_without_the_completed_event() {
        announce(peer(1).started());
        announce(peer(1).left(0));
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void completed_event_of_an_unknown_peer_is_not_counted() {
        announce(peer(1).left(0).completed());
        assertThat(counts().downloaded()).isZero();
        assertThat(counts().complete()).isEqualTo(1);
    }

    @Test
    default void stopped_event_with_left_0_is_not_counted() {
        announce(peer(1));
        announce(peer(1).left(0).stopped());
        assertThat(counts().downloaded()).isZero();
        assertThat(counts().complete()).isZero();
    }

    @Test
    default void seeder_that_becomes_a_leecher_again_is_not_counted_twice() {
        announce(peer(1));
        announce(peer(1).left(0).completed());
        assertThat(announce(peer(1).left(20)).incomplete()).isEqualTo(1);
        announce(peer(1).left(0).completed());
        assertThat(counts().downloaded()).isEqualTo(1);
    }

    @Test
    default void left_takes_precedence_over_the_completed_event() {
        announce(peer(1));
        assertThat(announce(peer(1).left(30).completed()).complete()).isZero();
        assertThat(counts().downloaded()).isZero();
    }

    @Test
    default void completed_event_with_unknown_left_makes_a_permanent_seeder() {
        Announce unknownLeft = peer(1).left(AnnounceRequest.LEFT_UNKNOWN);
        assertThat(announce(unknownLeft).incomplete()).isEqualTo(1);
        assertThat(announce(unknownLeft.completed()).complete()).isEqualTo(1);
        assertThat(announce(unknownLeft).complete()).isEqualTo(1);
        assertThat(counts().downloaded()).isEqualTo(1);
    }
}
