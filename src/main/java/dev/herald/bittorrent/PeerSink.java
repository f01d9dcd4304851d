package dev.herald.bittorrent;

/**
 * Where the swarm puts an answer: the peers, then its counts. It is called while the swarm is locked, so it only copies.
 *
 * <p>Peers come as runs of compact entries of {@link Family#peerBytes} each, ready for the wire, or one by one with their
 * peer ids, as the sink wishes.
 */
public interface PeerSink extends CountSink {

    /** Takes {@code count} entries of {@code family} that stand at {@code offset} of {@code wire}. */
    void peers(Family family, byte[] wire, int offset, int count);

    /** Takes the counts after the announce, once, behind the peers. */
    @Override
    default void counts(int complete, int incomplete, int downloaders, int downloaded) {}

    /** Whether {@link #peer} shall be called, once for each peer, instead of {@link #peers}, where peer ids are kept. */
    default boolean wantsPeerIds() {
        return false;
    }

    /** Takes one entry that stands at {@code offset}, and {@value PeerId#BYTES} bytes of peer id at {@code idOffset}. */
    default void peer(Family family, byte[] bytes, int offset, int idOffset) {
        peers(family, bytes, offset, 1);
    }
}
