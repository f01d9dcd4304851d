package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The peers of one answer, unpacked. */
final class Collected implements PeerSink {

    final List<Endpoint> peers = new ArrayList<>();

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        for (int i = 0; i < count; i++) {
            int at = offset + i * family.peerBytes();
            Address address = Address.of(Arrays.copyOfRange(wire, at, at + family.addressBytes()));
            int end = at + family.addressBytes();
            peers.add(new Endpoint(address, (wire[end] & 0xff) << 8 | (wire[end + 1] & 0xff)));
        }
    }

    List<Endpoint> of(Family family) {
        return peers.stream().filter(peer -> peer.address().family() == family).toList();
    }
}
