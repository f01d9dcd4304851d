package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A tracker in any mode rejects torrents on the deny list. */
interface DenyListRules extends AccessFixture {

    @Test
    default void torrent_on_the_deny_list_is_rejected_with_its_info_hash() {
        operator().deny(torrent(), "");
        assertThat(rejectionText(frontend(), peer(1)))
                .isEqualTo("Tracker whitelist error: unregistered torrent: The torrent: " + torrent() + ", is denied");
    }

    @Test
    default void rejection_contains_the_reason_in_UTF_8() {
        operator().deny(torrent(), "gelöscht: 権利者の要請 🛑");
        assertThat(rejectionText(frontend(), peer(1))).endsWith(torrent() + ", is denied: gelöscht: 権利者の要請 🛑");
        operator().deny(torrent(), "another");
        assertThat(rejectionText(frontend(), peer(1))).endsWith(", is denied: another");
    }

    @Test
    default void swarm_of_a_denied_torrent_is_removed() {
        announce(peer(1));
        announce(peer(2).left(0));
        operator().deny(torrent(), "");
        assertAllZero(counts(frontend(), torrent()));
        rejectionText(frontend(), peer(1).stopped());
        operator().undeny(torrent());
        Answer answer = announce(peer(3));
        assertThat(answer.peers()).isEmpty();
        assertThat(answer.complete()).isZero();
        assertThat(answer.incomplete()).isEqualTo(1);
    }

    @Test
    default void other_torrents_are_still_served() {
        operator().deny(unlisted(), "");
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
        operator().undeny(unlisted());
    }
}
