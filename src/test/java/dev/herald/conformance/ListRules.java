package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A listed tracker serves the torrents on its list. */
interface ListRules extends AccessConversation {

    @Test
    default void a_listed_torrent_is_served() {
        announce(peer(1));
        assertThat(announce(peer(2)).incomplete()).isEqualTo(2);
    }

    /** "Unregistered torrent", in either case, makes Transmission stop for good. */
    @Test
    default void another_torrent_is_refused_and_named() {
        assertThat(refusal(frontend(), AccessConversation.of(unlisted(), peer(1))))
                .isEqualTo("Tracker whitelist error: unregistered torrent: The torrent: " + unlisted()
                        + ", is not whitelisted");
    }

    @Test
    default void a_torrent_is_served_from_the_moment_it_is_listed() {
        Announce announce = AccessConversation.of(unlisted(), peer(1));
        refusal(frontend(), announce);
        operator().list(unlisted());
        assertThat(announce(announce).incomplete()).isEqualTo(1);
        operator().unlist(unlisted());
        refusal(frontend(), announce);
        refusal(frontend(), announce.stopped());
    }

    @Test
    default void the_swarm_of_a_torrent_that_is_listed_no_more_is_forgotten() {
        announce(peer(1));
        announce(peer(2).left(0));
        operator().unlist(torrent());
        assertNothing(counts(frontend(), torrent()));
        operator().list(torrent());
        Answer answer = announce(peer(3));
        assertThat(answer.peers()).isEmpty();
        assertThat(answer.complete()).isZero();
        assertThat(answer.incomplete()).isEqualTo(1);
    }

    @Test
    default void a_scrape_tells_zeros_of_what_is_not_listed_and_the_counts_of_the_rest() {
        announce(peer(1));
        Map<InfoHash, Counts> counts = frontend().scrape(List.of(unlisted(), torrent()));
        assertThat(counts).containsOnlyKeys(unlisted(), torrent());
        assertNothing(counts.get(unlisted()));
        assertThat(counts.get(torrent()).incomplete()).isEqualTo(scrapeTells() ? 1 : 0);
    }

    /** Whether a scrape through this frontend can tell anything here. */
    boolean scrapeTells();
}
