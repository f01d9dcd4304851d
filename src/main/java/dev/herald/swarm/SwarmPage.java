package dev.herald.swarm;

import java.util.List;
import java.util.OptionalLong;

/**
 * One page of the peers of a torrent.
 *
 * @param peers the peers in no order
 * @param next the cursor of the next page; empty on the last one
 */
public record SwarmPage(List<SwarmPeer> peers, OptionalLong next) {

    /** Copies the list. */
    public SwarmPage {
        peers = List.copyOf(peers);
    }
}
