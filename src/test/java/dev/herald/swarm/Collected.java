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

/** One answer, unpacked. */
final class Collected implements PeerSink {

    final List<Endpoint> peers = new ArrayList<>();
    SwarmCounts counts;

    /** The counts that an announce is answered. */
    static SwarmCounts counts(Swarms swarms, Announces announce) {
        Collected answer = new Collected();
        swarms.announce(announce.request(), announce.wanted(), false, answer);
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
