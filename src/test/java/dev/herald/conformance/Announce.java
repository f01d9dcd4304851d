package dev.herald.conformance;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;

/**
 * An announce of a test client, independent of the frontend.
 *
 * @param torrent the info hash
 * @param peer the source address and the announced port
 * @param id the peer id
 * @param event the event of the announce
 * @param left bytes to download, or {@link AnnounceRequest#LEFT_UNKNOWN}
 * @param numWant number of peers requested, or {@link AnnounceRequest#NUM_WANT_DEFAULT}
 */
public record Announce(InfoHash torrent, Endpoint peer, PeerId id, AnnounceEvent event, long left, int numWant) {

    /** A leecher with 100 bytes left that requests 1000 peers. */
    public static Announce of(InfoHash torrent, Endpoint peer, PeerId id) {
        return new Announce(torrent, peer, id, AnnounceEvent.NONE, 100, 1000);
    }

    public Announce event(AnnounceEvent changed) {
        return new Announce(torrent, peer, id, changed, left, numWant);
    }

    public Announce left(long changed) {
        return new Announce(torrent, peer, id, event, changed, numWant);
    }

    public Announce numWant(int changed) {
        return new Announce(torrent, peer, id, event, left, changed);
    }

    public Announce id(PeerId changed) {
        return new Announce(torrent, peer, changed, event, left, numWant);
    }

    public Announce port(int changed) {
        return new Announce(torrent, new Endpoint(peer.address(), changed), id, event, left, numWant);
    }

    public Announce started() {
        return event(AnnounceEvent.STARTED);
    }

    public Announce completed() {
        return event(AnnounceEvent.COMPLETED);
    }

    public Announce stopped() {
        return event(AnnounceEvent.STOPPED);
    }

    public Announce paused() {
        return event(AnnounceEvent.PAUSED);
    }
}
