package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.events.Clients.Row;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerSink;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ClientsTest {

    private long second = 1000;
    private int peer;

    private Swarms swarms(boolean details) {
        return new Swarms(new SwarmSettings(details, 0), 1800, new Random(1));
    }

    private void announce(Swarms swarms, int torrent, String peerId, boolean seeder) {
        ByteBuffer id = ByteBuffer.wrap(peerId.getBytes(StandardCharsets.ISO_8859_1));
        AnnounceRequest request = new AnnounceRequest()
                .infoHash(torrent, 0, 0)
                .peerId(id.getLong(), peer, 0)
                .source(Address.ofIpv4(0x0a000000 + peer++), 6881)
                .progress(AnnounceEvent.NONE, seeder ? 0 : 1, 0, 0)
                .received(AccessKey.NONE, second);
        PeerSink ignored = (family, wire, offset, count) -> {};
        swarms.announce(request, 0, false, ignored);
    }

    @Test
    void peers_are_counted_by_client_and_version() {
        Swarms swarms = swarms(true);
        announce(swarms, 1, "-qB4600-", true);
        announce(swarms, 1, "-qB4600-", false);
        announce(swarms, 2, "-qB4600x", false);
        announce(swarms, 2, "-qB4500-", false);
        announce(swarms, 2, "M7-5-0--", true);
        announce(swarms, 2, "--------", true);
        Clients.Count count = new Clients(swarms, () -> second).count();
        assertThat(count.details()).isTrue();
        assertThat(count.peers()).isEqualTo(6);
        assertThat(count.rows())
                .containsExactly(
                        new Row("qBittorrent", "4.6.0", 3, 1),
                        new Row("BitTorrent", "7.5.0", 1, 1),
                        new Row("qBittorrent", "4.5.0", 1, 0),
                        new Row("unknown", "", 1, 1));
    }

    @Test
    void peers_of_a_large_swarm_are_counted_once_each() {
        Swarms swarms = swarms(true);
        for (int i = 0; i < 3000; i++) {
            announce(swarms, 1, "-TR3000-", i < 1000);
        }
        assertThat(new Clients(swarms, () -> second).count().rows())
                .containsExactly(new Row("Transmission", "3.0.0", 3000, 1000));
    }

    @Test
    void peers_are_counted_once_a_minute() {
        Swarms swarms = swarms(true);
        Clients clients = new Clients(swarms, () -> second);
        assertThat(clients.count().peers()).isZero();
        announce(swarms, 1, "-TR3000-", true);
        second += 59;
        assertThat(clients.count().peers()).isZero();
        second += 1;
        assertThat(clients.count().peers()).isEqualTo(1);
    }

    @Test
    void invented_versions_do_not_grow_the_memory() {
        Swarms swarms = swarms(true);
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int i = 0; i < Clients.MAX_VERSIONS + 500; i++) {
            StringBuilder version = new StringBuilder();
            for (int rest = i, place = 0; place < 3; place++, rest /= digits.length()) {
                version.append(digits.charAt(rest % digits.length()));
            }
            announce(swarms, i, "-TR" + version + "0-", true);
        }
        Clients.Count count = new Clients(swarms, () -> second).count();
        assertThat(count.peers()).isEqualTo(Clients.MAX_VERSIONS + 500);
        assertThat(count.rows()).hasSize(Clients.MAX_ROWS).first().isEqualTo(new Row("Transmission", "", 500, 500));
    }

    @Test
    void without_details_only_the_number_of_peers_is_known() {
        Swarms swarms = swarms(false);
        announce(swarms, 1, "-TR3000-", true);
        Clients.Count count = new Clients(swarms, () -> second).count();
        assertThat(count.details()).isFalse();
        assertThat(count.peers()).isEqualTo(1);
        assertThat(count.rows()).isEmpty();
    }

    @Test
    void the_last_announce_of_a_torrent_is_known_while_it_has_peers() {
        Swarms swarms = swarms(false);
        InfoHash torrent = new InfoHash(1, 0, 0);
        assertThat(swarms.lastAnnounce(torrent, second)).isEmpty();
        announce(swarms, 1, "-TR3000-", true);
        second += 7;
        announce(swarms, 1, "-TR3000-", true);
        assertThat(swarms.lastAnnounce(torrent, second + 5)).hasValue(second);
        swarms.drop(torrent);
        assertThat(swarms.lastAnnounce(torrent, second)).isEmpty();
    }
}
