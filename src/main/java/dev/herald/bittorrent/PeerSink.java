package dev.herald.bittorrent;

/**
 * Gets the peers of an answer, then the counts. Called while the shard is locked; must only copy.
 *
 * <p>Peers come as runs of compact entries of {@link Family#peerBytes} each, ready for the wire, or one by one with their peer ids; see
 * {@link #wantsPeerIds}.
 */
public interface PeerSink extends CountSink {

    /** Gets {@code count} entries of {@code family} at {@code offset} of {@code wire}. */
    void peers(Family family, byte[] wire, int offset, int count);

    /** Gets the counts after the announce, once, after the peers. */
    @Override
    default void counts(int complete, int incomplete, int downloaders, int downloaded) {}

    /** Whether {@link #peer} is to be called once per peer instead of {@link #peers}, if peer ids are kept. */
    default boolean wantsPeerIds() {
        return false;
    }

    /** Gets one entry at {@code offset}, and {@value PeerId#BYTES} bytes of peer id at {@code idOffset}. */
    default void peer(Family family, byte[] bytes, int offset, int idOffset) {
        peers(family, bytes, offset, 1);
    }
}
