package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ShardReaderTest {

    private static final int PEERS = 600;
    private static final int STAYING = 100;

    private final KeyedHasher hasher = new KeyedHasher(new Random(1));
    private final Shard shard = new Shard(
            hasher,
            1,
            new SwarmSettings(true, 0),
            3960,
            new PeerCap.Share(new PeerCap(0)),
            new Downloads.Cap(Long.MAX_VALUE),
            Shard.Bounds.LARGEST);
    private final int hash = (int) hasher.hash(Announces.of(1, 0).infoHash());

    @Test
    void swarm_that_becomes_small_during_a_listing_is_listed_once() {
        for (int peer = 0; peer < PEERS; peer++) {
            announce(Announces.of(1, peer));
        }
        List<SwarmPeer> listed = new ArrayList<>();
        long from = slice(slice(0, listed), listed);
        assertThat(listed).hasSizeBetween(50, 300);
        for (int peer = STAYING; peer < PEERS; peer++) {
            announce(Announces.of(1, peer).event(AnnounceEvent.STOPPED));
        }
        assertThat(shard.clean((int) Announces.START, new UniquePeerEstimator()))
                .isTrue();
        assertThat(slice(from, listed)).as("a small swarm is one slice").isEqualTo(SlotIndex.END);
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(listed)
                .filteredOn(peer -> peer.endpoint().address().ipv4() < 0x0a000001 + STAYING)
                .hasSize(STAYING);
    }

    private long slice(long from, List<SwarmPeer> to) {
        var query = new ShardReader.PeerQuery(Announces.of(1, 0).infoHash(), hash, Announces.START, PEERS);
        return query.slice(shard, Family.IPV4, from, to);
    }

    private void announce(Announces announce) {
        AnnounceRequest request = announce.request();
        shard.announce(hash, request, hasher.fingerprint(request), 0, false, new CollectingSink());
    }
}
