package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A denied torrent is served by no tracker, whatever its mode. */
interface DenialRules extends AccessConversation {

    @Test
    default void a_denied_torrent_is_refused_and_named() {
        operator().deny(torrent(), "");
        assertThat(refusal(frontend(), peer(1)))
                .isEqualTo("Tracker whitelist error: unregistered torrent: The torrent: " + torrent() + ", is denied");
    }

    @Test
    default void the_reason_is_told_if_there_is_one_in_any_language() {
        operator().deny(torrent(), "gelöscht: 権利者の要請 🛑");
        assertThat(refusal(frontend(), peer(1))).endsWith(torrent() + ", is denied: gelöscht: 権利者の要請 🛑");
        operator().deny(torrent(), "another");
        assertThat(refusal(frontend(), peer(1))).endsWith(", is denied: another");
    }

    @Test
    default void the_swarm_of_a_denied_torrent_is_forgotten() {
        announce(peer(1));
        announce(peer(2).left(0));
        operator().deny(torrent(), "");
        assertNothing(counts(frontend(), torrent()));
        refusal(frontend(), peer(1).stopped());
        operator().undeny(torrent());
        Answer answer = announce(peer(3));
        assertThat(answer.peers()).isEmpty();
        assertThat(answer.complete()).isZero();
        assertThat(answer.incomplete()).isEqualTo(1);
    }

    @Test
    default void other_torrents_are_served_all_the_same() {
        operator().deny(unlisted(), "");
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
        operator().undeny(unlisted());
    }
}
