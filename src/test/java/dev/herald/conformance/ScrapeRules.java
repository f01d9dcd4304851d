package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scrape responses: sections 2.2 and 3.2 of the protocol reference. */
interface ScrapeRules extends SwarmFixture {

    @Test
    default void unknown_torrent_has_zeros_and_is_not_created_by_a_scrape() {
        Counts counts = counts();
        assertThat(counts.complete()).isZero();
        assertThat(counts.incomplete()).isZero();
        assertThat(counts.downloaded()).isZero();
        assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void each_torrent_of_a_scrape_has_its_own_counts() {
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
    default void scrape_response_is_limited_to_the_maximum_of_the_frontend() {
        List<InfoHash> torrents =
                IntStream.range(0, 120).mapToObj(this::sibling).toList();
        int max = frontend().maxTorrents().orElse(torrents.size());
        announce(inTorrent(peer(1), sibling(max - 1)));
        Map<InfoHash, Counts> response = frontend().scrape(torrents);
        assertThat(response).containsOnlyKeys(torrents.subList(0, max));
        assertThat(response.get(sibling(max - 1)).incomplete()).isEqualTo(1);
    }

    @Test
    default void full_scrape_is_rejected() {
        assertThatThrownBy(() -> frontend().scrape(List.of()))
                .isInstanceOf(RejectedException.class)
                .hasMessageEndingWith("full scrape not supported");
    }

    /** Another torrent that no other test uses. */
    private InfoHash sibling(int number) {
        return new InfoHash(
                torrent().high(), torrent().middle() + number, torrent().low());
    }

    private static Announce inTorrent(Announce announce, InfoHash torrent) {
        return new Announce(
                torrent, announce.peer(), announce.id(), announce.event(), announce.left(), announce.numWant());
    }
}
