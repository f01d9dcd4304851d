package dev.herald.bittorrent;

/** Gets the counts of a swarm. Called while the shard is locked; must only copy. */
public interface CountSink {

    /** Gets the fields of {@link SwarmCounts}; separate, so that nothing is allocated. */
    void counts(int complete, int incomplete, int downloaders, int downloaded);
}
