package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing of torrents and peers, drops, and activity. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsListingTest {

    private static final int LIFETIME = 3960;
    private final Swarms swarms = new Swarms(new SwarmSettings(true, 0), LIFETIME, new Random(11));

    @Test
    void peer_is_listed_with_the_data_of_its_last_announce() {
        announce(swarms, Announces.of(1, 7).event(AnnounceEvent.STARTED));
        announce(
                swarms,
                Announces.of(1, 7).left(0).event(AnnounceEvent.COMPLETED).after(60));
        assertThat(swarms.peers(hash(1), Announces.START + 100, 10))
                .containsExactly(new SwarmPeer(
                        new Endpoint(Address.ofIpv4(0x0a000008), 6881),
                        true,
                        Announces.START + 60,
                        Optional.of(new SwarmPeer.Details(new PeerId(7, 1, 2), 0, 0, 0, AnnounceEvent.COMPLETED))));
    }

    @Test
    void without_details_a_peer_is_listed_by_endpoint_state_and_time() {
        Swarms unpersisted = new Swarms(new SwarmSettings(false, 0), LIFETIME, new Random(11));
        announce(unpersisted, Announces.of(1, 7).overIpv6());
        assertThat(unpersisted.peers(hash(1), Announces.START + 100, 10))
                .containsExactly(new SwarmPeer(
                        new Endpoint(new Address(0x20010db8_00000000L, 8), 6881),
                        false,
                        Announces.START,
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 255, 256, 5000})
    void every_peer_is_listed_once(int peers) {
        for (int peer = 0; peer < peers; peer++) {
            announce(swarms, Announces.of(1, peer));
            announce(swarms, Announces.of(1, peer).overIpv6());
        }
        List<Endpoint> listed = swarms.peers(hash(1), Announces.START, Integer.MAX_VALUE).stream()
                .map(SwarmPeer::endpoint)
                .toList();
        assertThat(listed).hasSize(2 * peers).doesNotHaveDuplicates();
        assertThat(swarms.peers(hash(1), Announces.START, peers + 1)).hasSize(peers + 1);
        assertThat(swarms.peers(hash(1), Announces.START, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 600})
    void pages_hold_every_peer_once(int limit) {
        for (int peer = 0; peer < 300; peer++) {
            announce(swarms, Announces.of(1, peer));
            announce(swarms, Announces.of(1, peer).overIpv6());
        }
        List<Endpoint> listed = new ArrayList<>();
        OptionalLong place = OptionalLong.of(0);
        while (place.isPresent()) {
            SwarmPage page = swarms.peers(hash(1), Announces.START, place.getAsLong(), limit);
            assertThat(page.peers()).hasSizeBetween(1, limit);
            page.peers().forEach(peer -> listed.add(peer.endpoint()));
            place = page.next();
        }
        assertThat(listed).hasSize(600).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void stopped_and_timed_out_peers_are_not_listed(int peers) {
        for (int peer = 0; peer < peers; peer++) {
            announce(swarms, Announces.of(1, peer));
            announce(swarms, Announces.of(1, peers + peer).after(10));
        }
        announce(
                swarms,
                Announces.of(1, 2 * peers - 1).event(AnnounceEvent.STOPPED).after(20));
        assertThat(swarms.peers(hash(1), Announces.START + LIFETIME + 1, Integer.MAX_VALUE))
                .hasSize(peers - 1)
                .allMatch(peer -> peer.second() == Announces.START + 10);
        assertThat(swarms.peers(hash(2), Announces.START, 10)).isEmpty();
    }

    @Test
    void every_torrent_is_visited_once() {
        for (int torrent = 0; torrent < 20_000; torrent++) {
            announce(swarms, Announces.of(torrent, torrent % 2).left(torrent % 2));
        }
        List<InfoHash> shown = new ArrayList<>();
        swarms.torrents(Announces.START, (infoHash, counts) -> {
            shown.add(infoHash);
            boolean seeded = infoHash.high() % 2 == 0;
            assertThat(counts).isEqualTo(seeded ? new SwarmCounts(1, 0, 0, 0) : new SwarmCounts(0, 1, 1, 0));
        });
        assertThat(shown).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(20_000, 0, 10_000, 10_000, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 2000})
    void dropped_torrent_is_unknown_and_can_be_announced_again(int peers) {
        for (int peer = 0; peer < peers; peer++) {
            announce(swarms, Announces.of(1, peer));
            announce(swarms, Announces.of(1, peer).left(0).overIpv6());
        }
        announce(swarms, Announces.of(2, 1));
        swarms.drop(hash(1));
        assertThat(swarms.known(hash(1))).isFalse();
        assertThat(swarms.known(hash(2))).isTrue();
        assertThat(swarms.scrape(hash(1), Announces.START)).isEqualTo(SwarmCounts.ZERO);
        assertThat(swarms.peers(hash(1), Announces.START, 10)).isEmpty();
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(1, 0, 0, 1, 0));
        assertThat(announce(swarms, Announces.of(1, 1))).isEqualTo(new SwarmCounts(0, 1, 1, 0));
        swarms.drop(hash(3));
    }

    @Test
    void cleaning_drops_forbidden_torrents_and_tests_only_torrents_with_peers() {
        for (int torrent = 0; torrent < 1000; torrent++) {
            announce(swarms, Announces.of(torrent, 1));
        }
        announce(swarms, Announces.of(999, 1).event(AnnounceEvent.STOPPED));
        List<InfoHash> asked = new ArrayList<>();
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, Announces.START, infoHash -> {
                asked.add(infoHash);
                return infoHash.high() < 400;
            });
        }
        assertThat(asked).hasSize(999).doesNotHaveDuplicates().doesNotContain(hash(999));
        assertThat(swarms.totals()).isEqualTo(new SwarmTotals(599, 0, 0, 599, 0));
        assertThat(swarms.known(hash(399))).isFalse();
        assertThat(swarms.known(hash(400))).isTrue();
    }

    @Test
    void activity_is_counted() {
        announce(swarms, Announces.of(1, 1));
        announce(swarms, Announces.of(1, 1).left(0));
        announce(swarms, Announces.of(1, 1).left(5));
        announce(swarms, Announces.of(1, 2));
        announce(swarms, Announces.of(1, 2).event(AnnounceEvent.STOPPED));
        announce(swarms, Announces.of(2, 2));
        swarms.drop(hash(2));
        assertThat(swarms.activity()).isEqualTo(new SwarmActivity(2, 1, 3, 2, 2, 0, 0, 0, 1, 1));
    }

    @Test
    void expired_peers_are_counted_per_round() {
        for (int peer = 0; peer < 600; peer++) {
            announce(swarms, Announces.of(peer % 2 == 0 ? 1 : peer, peer).after(peer < 400 ? 0 : 5000));
        }
        announce(swarms, Announces.of(1000, 1000));
        announce(swarms, Announces.of(1000, 1000).event(AnnounceEvent.STOPPED));
        assertThat(swarms.expiredInLastRound()).isZero();
        Announces.clean(swarms, 5000);
        assertThat(swarms.expiredInLastRound()).isEqualTo(400);
        Announces.clean(swarms, 5045);
        assertThat(swarms.expiredInLastRound()).isZero();
    }

    private static SwarmCounts announce(Swarms swarms, Announces announce) {
        return CollectingSink.counts(swarms, announce);
    }

    private static InfoHash hash(int torrent) {
        return Announces.of(torrent, 0).infoHash();
    }
}
