package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A listed tracker serves only the torrents on its whitelist. */
interface ListedModeRules extends AccessFixture {

    @Test
    default void torrent_on_the_whitelist_is_served() {
        announce(peer(1));
        assertThat(announce(peer(2)).incomplete()).isEqualTo(2);
    }

    /** "Unregistered torrent", in upper or lower case, makes Transmission stop announcing. */
    @Test
    default void torrent_not_on_the_whitelist_is_rejected_with_its_info_hash() {
        assertThat(rejectionText(frontend(), AccessFixture.of(unlisted(), peer(1))))
                .isEqualTo("Tracker whitelist error: unregistered torrent: The torrent: " + unlisted()
                        + ", is not whitelisted");
    }

    @Test
    default void whitelist_change_takes_effect_immediately() {
        Announce announce = AccessFixture.of(unlisted(), peer(1));
        rejectionText(frontend(), announce);
        operator().list(unlisted());
        assertThat(announce(announce).incomplete()).isEqualTo(1);
        operator().unlist(unlisted());
        rejectionText(frontend(), announce);
        rejectionText(frontend(), announce.stopped());
    }

    @Test
    default void swarm_is_removed_with_the_whitelist_entry() {
        announce(peer(1));
        announce(peer(2).left(0));
        operator().unlist(torrent());
        assertAllZero(counts(frontend(), torrent()));
        operator().list(torrent());
        Answer answer = announce(peer(3));
        assertThat(answer.peers()).isEmpty();
        assertThat(answer.complete()).isZero();
        assertThat(answer.incomplete()).isEqualTo(1);
    }

    @Test
    default void scrape_returns_zeros_for_torrents_not_on_the_whitelist() {
        announce(peer(1));
        Map<InfoHash, Counts> counts = frontend().scrape(List.of(unlisted(), torrent()));
        assertThat(counts).containsOnlyKeys(unlisted(), torrent());
        assertAllZero(counts.get(unlisted()));
        assertThat(counts.get(torrent()).incomplete()).isEqualTo(scrapeReturnsCounts() ? 1 : 0);
    }

    /** Whether a scrape over this frontend returns counts other than zero in this mode. */
    boolean scrapeReturnsCounts();
}
