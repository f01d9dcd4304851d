package dev.herald.swarm;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some peers of a torrent.
 *
 * @param peers who they are, in no order
 * @param next where the next page begins; empty after the last one
 */
public record SwarmPage(List<SwarmPeer> peers, OptionalLong next) {

    /** Keeps a copy of the list. */
    public SwarmPage {
        peers = List.copyOf(peers);
    }
}
