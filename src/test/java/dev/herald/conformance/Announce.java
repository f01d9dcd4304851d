package dev.herald.conformance;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;

/**
 * An announce as a client means it, before any door has given it a form.
 *
 * @param torrent the torrent
 * @param peer the address it comes from and the port it listens on
 * @param id what the client calls itself
 * @param event what has happened
 * @param left bytes to download, or {@link AnnounceRequest#LEFT_UNKNOWN}
 * @param wanted peers asked for, or {@link AnnounceRequest#WANTED_DEFAULT}
 */
record Announce(InfoHash torrent, Endpoint peer, PeerId id, AnnounceEvent event, long left, int wanted) {

    /** A client that announces itself with 100 bytes left and asks for as many peers as there are. */
    static Announce of(InfoHash torrent, Endpoint peer, PeerId id) {
        return new Announce(torrent, peer, id, AnnounceEvent.NONE, 100, 1000);
    }

    Announce event(AnnounceEvent changed) {
        return new Announce(torrent, peer, id, changed, left, wanted);
    }

    Announce left(long changed) {
        return new Announce(torrent, peer, id, event, changed, wanted);
    }

    Announce wanted(int changed) {
        return new Announce(torrent, peer, id, event, left, changed);
    }

    Announce id(PeerId changed) {
        return new Announce(torrent, peer, changed, event, left, wanted);
    }

    Announce port(int changed) {
        return new Announce(torrent, new Endpoint(peer.address(), changed), id, event, left, wanted);
    }

    Announce started() {
        return event(AnnounceEvent.STARTED);
    }

    Announce completed() {
        return event(AnnounceEvent.COMPLETED);
    }

    Announce stopped() {
        return event(AnnounceEvent.STOPPED);
    }

    Announce paused() {
        return event(AnnounceEvent.PAUSED);
    }
}
