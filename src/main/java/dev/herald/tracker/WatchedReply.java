package dev.herald.tracker;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import java.util.Optional;

/** Passes on the answer of an announce, and tells a watcher of it. */
final class WatchedReply implements AnnounceReply {

    private final AnnounceReply reply;
    private final AnnounceWatcher watcher;
    private final AnnounceRequest request;

    WatchedReply(AnnounceReply reply, AnnounceWatcher watcher, AnnounceRequest request) {
        this.reply = reply;
        this.watcher = watcher;
        this.request = request;
    }

    @Override
    public Frontend frontend() {
        return reply.frontend();
    }

    @Override
    public void peers(Family family, byte[] wire, int offset, int count) {
        reply.peers(family, wire, offset, count);
    }

    @Override
    public boolean wantsPeerIds() {
        return reply.wantsPeerIds();
    }

    @Override
    public void peer(Family family, byte[] bytes, int offset, int idOffset) {
        reply.peer(family, bytes, offset, idOffset);
    }

    @Override
    public void counts(int complete, int incomplete, int downloaders, int downloaded) {
        reply.counts(complete, incomplete, downloaders, downloaded);
    }

    @Override
    public void accepted(int intervalSeconds, int minIntervalSeconds) {
        reply.accepted(intervalSeconds, minIntervalSeconds);
        watcher.handled(request, reply.frontend(), Optional.empty());
    }

    @Override
    public void rejected(Rejection rejection, String text) {
        reply.rejected(rejection, text);
        watcher.handled(request, reply.frontend(), Optional.of(rejection));
    }
}
