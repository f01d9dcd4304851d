package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.PeerId;
import java.util.Optional;

/**
 * A peer after its last announce.
 *
 * @param endpoint address and port it listens on
 * @param seeder whether it has the complete torrent
 * @param second the last announce, by the clock of the requests
 * @param details data of the last announce; empty if {@code herald.swarm.details} is off
 */
public record SwarmPeer(Endpoint endpoint, boolean seeder, long second, Optional<Details> details) {

    /**
     * Data of the last announce of a peer.
     *
     * @param peerId the peer id
     * @param uploaded bytes uploaded since its {@code started}
     * @param downloaded bytes downloaded since its {@code started}
     * @param left bytes still to download, or {@link AnnounceRequest#LEFT_UNKNOWN}
     * @param event the event, never {@link AnnounceEvent#STOPPED}
     */
    public record Details(PeerId peerId, long uploaded, long downloaded, long left, AnnounceEvent event) {}
}
