package dev.herald.udp;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.nio.ByteBuffer;

/** Announce datagrams (BEP 15) of the peers of a {@link Population}. */
public final class AnnounceDatagrams {

    public static final int ANNOUNCE = 1;

    private final Population population;
    private final byte[] words = new byte[InfoHash.BYTES + PeerId.BYTES];

    public AnnounceDatagrams(Population population) {
        this.population = population;
    }

    /** Writes the announce of a peer, with {@code numWant} -1, the tracker's default. */
    public ByteBuffer write(ByteBuffer out, long connectionId, int transaction, int peer) {
        population.infoHash(peer).write(words, 0);
        population.peerId(peer).write(words, InfoHash.BYTES);
        return out.putLong(connectionId)
                .putInt(ANNOUNCE)
                .putInt(transaction)
                .put(words)
                .putLong(0)
                .putLong(population.left(peer))
                .putLong(0)
                .putInt(0)
                .putInt(0)
                .putInt(peer)
                .putInt(-1)
                .putShort((short) population.port(peer));
    }
}
