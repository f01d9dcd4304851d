package dev.herald.swarm;

import java.util.Arrays;

/** {@link SharedPeerIds} of a small swarm: nothing is kept, all peers are looked at. */
final class ScannedSharedPeerIds extends SharedPeerIds {

    private final Peers ipv4;
    private final Peers ipv6;

    ScannedSharedPeerIds(Peers ipv4, Peers ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    @Override
    boolean load(int fingerprint) {
        Arrays.fill(peers, 0);
        Arrays.fill(completed, 0);
        return scan(ipv4, fingerprint) + scan(ipv6, fingerprint) > 0;
    }

    private int scan(Peers list, int fingerprint) {
        int found = 0;
        for (int i = 0; i < list.size(); i++) {
            long word = list.word(i);
            if (PeerWord.fingerprint(word) == fingerprint && PeerWord.state(word) == PeerWord.SHARED) {
                add(list.family, list.group(i), 1);
                completed[list.family.ordinal()] += PeerWord.counted(word) ? 1 : 0;
                found++;
            }
        }
        return found;
    }

    @Override
    void store(int fingerprint) {}

    @Override
    void reserve(int fingerprint) {}

    @Override
    void trim(int fingerprint) {}

    @Override
    void adopt(Peers list) {}

    @Override
    long heldBytes() {
        return 0;
    }
}
