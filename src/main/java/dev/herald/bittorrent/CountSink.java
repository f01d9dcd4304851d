package dev.herald.bittorrent;

/** Where the swarm puts its counts. It is called while the swarm is locked, so it only copies. */
public interface CountSink {

    /** Takes what {@link SwarmCounts} explains, as numbers, so that nothing is allocated for them. */
    void counts(int complete, int incomplete, int downloaders, int downloaded);
}
