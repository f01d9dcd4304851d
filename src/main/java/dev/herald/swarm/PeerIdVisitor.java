package dev.herald.swarm;

/** Visits peers; see {@link Swarms#peerIds}. */
@FunctionalInterface
public interface PeerIdVisitor {

    /**
     * Called for each peer under the lock of its shard, so it must not block.
     *
     * @param idHigh bytes 0 to 7 of its peer id
     */
    void visit(long idHigh, boolean seeder);
}
