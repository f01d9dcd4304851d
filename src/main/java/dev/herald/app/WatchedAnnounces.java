package dev.herald.app;

import dev.herald.admin.events.Watches;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.metrics.Frontend;
import dev.herald.tracker.AnnounceWatcher;
import dev.herald.tracker.Rejection;
import java.util.Optional;

/** Passes announces of the tracker on to the watches of the operator, which do not know the tracker. */
record WatchedAnnounces(Watches watches) implements AnnounceWatcher {

    private static final String ANSWERED = "answered";

    @Override
    public boolean watches(AnnounceRequest request) {
        return watches.accepts(request);
    }

    @Override
    public void handled(AnnounceRequest request, Frontend frontend, Optional<Rejection> rejection) {
        watches.handled(
                request,
                frontend,
                rejection.map(reason -> reason.counted().label()).orElse(ANSWERED));
    }
}
