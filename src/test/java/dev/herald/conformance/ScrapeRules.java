package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a scrape tells: sections 2.2 and 3.2. */
interface ScrapeRules extends Conversation {

    @Test
    default void an_unknown_torrent_has_zeros_and_asking_does_not_make_it_known() {
        Counts counts = counts();
        assertThat(counts.complete()).isZero();
        assertThat(counts.incomplete()).isZero();
        assertThat(counts.downloaded()).isZero();
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void every_torrent_of_a_scrape_gets_its_own_counts() {
        InfoHash leeched = sibling(1);
        InfoHash unknown = sibling(2);
        InfoHash seeded = sibling(3);
        announce(inTorrent(peer(1), leeched));
        announce(inTorrent(peer(2).left(0), seeded));
        announce(inTorrent(peer(3).left(0), seeded));
        Map<InfoHash, Counts> all = frontend().scrape(List.of(seeded, unknown, leeched));
        assertThat(all).containsOnlyKeys(seeded, unknown, leeched);
        assertThat(all.get(seeded).complete()).isEqualTo(2);
        assertThat(all.get(seeded).incomplete()).isZero();
        assertThat(all.get(unknown).complete()).isZero();
        assertThat(all.get(leeched).incomplete()).isEqualTo(1);
    }

    @Test
    default void as_many_torrents_are_answered_as_the_frontend_allows_and_the_rest_is_left_out() {
        List<InfoHash> asked = IntStream.range(0, 120).mapToObj(this::sibling).toList();
        int most = frontend().mostTorrents().orElse(asked.size());
        announce(inTorrent(peer(1), sibling(most - 1)));
        Map<InfoHash, Counts> answered = frontend().scrape(asked);
        assertThat(answered).containsOnlyKeys(asked.subList(0, most));
        assertThat(answered.get(sibling(most - 1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void a_scrape_of_everything_is_refused() {
        assertThatThrownBy(() -> frontend().scrape(List.of()))
                .isInstanceOf(Refused.class)
                .hasMessageEndingWith("full scrape not supported");
    }

    /** Another torrent that nobody else has. */
    private InfoHash sibling(int number) {
        return new InfoHash(
                torrent().high(), torrent().middle() + number, torrent().low());
    }

    private static Announce inTorrent(Announce announce, InfoHash torrent) {
        return new Announce(
                torrent, announce.peer(), announce.id(), announce.event(), announce.left(), announce.wanted());
    }
}
