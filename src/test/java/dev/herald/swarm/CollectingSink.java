package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
import dev.herald.bittorrent.SwarmCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the peers and counts of one answer. */
final class CollectingSink implements PeerSink {

    final List<Endpoint> peers = new ArrayList<>();
    SwarmCounts counts;

    /** Carries out an announce and returns the counts of its answer. */
    static SwarmCounts counts(Swarms swarms, Announces announce) {
        CollectingSink answer = new CollectingSink();
        swarms.announce(announce.request(), announce.numWant(), false, answer);
        return answer.counts;
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        for (int i = 0; i < count; i++) {
            int at = offset + i * family.peerBytes();
            Address address = Address.of(Arrays.copyOfRange(wire, at, at + family.addressBytes()));
            int end = at + family.addressBytes();
            peers.add(new Endpoint(address, (wire[end] & 0xff) << 8 | (wire[end + 1] & 0xff)));
        }
    }

    @Override
    public void counts(int complete, int incomplete, int downloaders, int downloaded) {
        assertThat(counts).isNull();
        counts = new SwarmCounts(complete, incomplete, downloaders, downloaded);
    }

    List<Endpoint> of(Family family) {
        return peers.stream().filter(peer -> peer.address().family() == family).toList();
    }
}
