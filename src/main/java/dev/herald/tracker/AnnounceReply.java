package dev.herald.tracker;

import dev.herald.bittorrent.PeerSink;

/**
 * A door's side of one announce: it is given the peers, the counts and then {@link #accepted}, or only {@link #rejected}, exactly
 * once. On one node all that happens before {@link Tracker#announce} returns, on the same thread; on a cluster it may be
 * later, so a reply holds all it needs.
 */
public interface AnnounceReply extends PeerSink {

    /**
     * The announce was carried out; peers and counts have been handed over.
     *
     * @param intervalSeconds when the client shall announce again
     * @param minIntervalSeconds the least time between announces
     */
    void accepted(int intervalSeconds, int minIntervalSeconds);

    /**
     * The announce was refused and has changed nothing; no peer was handed over.
     *
     * @param text what the client is told: the reason of the rejection, or one that begins with it
     */
    void rejected(Rejection rejection, String text);
}
