package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.PeerId;
import java.util.Optional;

/**
 * A peer, as its last announce left it.
 *
 * @param endpoint where it can be reached
 * @param seeder whether it has the whole torrent
 * @param second when it announced last, by the clock of requests
 * @param details what it said then; empty where {@code herald.swarm.details} is off
 */
public record SwarmPeer(Endpoint endpoint, boolean seeder, long second, Optional<Details> details) {

    /**
     * What a peer said in its last announce.
     *
     * @param peerId what it calls itself
     * @param uploaded bytes uploaded since its {@code started}
     * @param downloaded bytes downloaded since its {@code started}
     * @param left bytes still to download, or {@link AnnounceRequest#LEFT_UNKNOWN}
     * @param event what had happened, never {@link AnnounceEvent#STOPPED}
     */
    public record Details(PeerId peerId, long uploaded, long downloaded, long left, AnnounceEvent event) {}
}
