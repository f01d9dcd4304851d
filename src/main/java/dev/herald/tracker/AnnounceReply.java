package dev.herald.tracker;

import dev.herald.bittorrent.PeerSink;
import dev.herald.metrics.Frontend;

/**
 * Writes the answer of one announce. Gets the peers, the counts and then {@link #accepted}, or only {@link #rejected}, before
 * {@link Tracker#announce} returns and on its thread. It is a callback so that the packed peers are copied once, from the swarm into the
 * outgoing buffer.
 */
public interface AnnounceReply extends PeerSink {

    /** The frontend that answers. */
    Frontend frontend();

    /**
     * The announce was carried out; peers and counts have been passed on.
     *
     * @param intervalSeconds seconds until the next announce
     * @param minIntervalSeconds least seconds between announces
     */
    void accepted(int intervalSeconds, int minIntervalSeconds);

    /**
     * The announce was rejected and has changed nothing; no peers were passed on.
     *
     * @param text the failure text for the client, which begins with {@link Rejection#reason}
     */
    void rejected(Rejection rejection, String text);
}
