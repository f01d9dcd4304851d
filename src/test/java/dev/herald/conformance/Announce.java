package dev.herald.conformance;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;

/**
 * An announce as a client means it, before any frontend has given it a form.
 *
 * @param torrent the torrent
 * @param peer the address it comes from and the port it listens on
 * @param id what the client calls itself
 * @param event what has happened
 * @param left bytes to download, or {@link AnnounceRequest#LEFT_UNKNOWN}
 * @param wanted peers asked for, or {@link AnnounceRequest#NUM_WANT_DEFAULT}
 */
public record Announce(InfoHash torrent, Endpoint peer, PeerId id, AnnounceEvent event, long left, int wanted) {

    /** A client that announces itself with 100 bytes left and asks for as many peers as there are. */
    public static Announce of(InfoHash torrent, Endpoint peer, PeerId id) {
        return new Announce(torrent, peer, id, AnnounceEvent.NONE, 100, 1000);
    }

    public Announce event(AnnounceEvent changed) {
        return new Announce(torrent, peer, id, changed, left, wanted);
    }

    public Announce left(long changed) {
        return new Announce(torrent, peer, id, event, changed, wanted);
    }

    public Announce wanted(int changed) {
        return new Announce(torrent, peer, id, event, left, changed);
    }

    public Announce id(PeerId changed) {
        return new Announce(torrent, peer, changed, event, left, wanted);
    }

    public Announce port(int changed) {
        return new Announce(torrent, new Endpoint(peer.address(), changed), id, event, left, wanted);
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
