package dev.herald.tracker;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.metrics.Frontend;
import java.util.Optional;

/** Is told of single announces, to find out why a client does not work. Called on the hot path while it is set, so it must not block. */
public interface AnnounceWatcher {

    /** Watches nothing. */
    AnnounceWatcher NONE = new AnnounceWatcher() {
        @Override
        public boolean watches(AnnounceRequest request) {
            return false;
        }

        @Override
        public void handled(AnnounceRequest request, Frontend frontend, Optional<Rejection> rejection) {}
    };

    /** Whether {@link #handled} is to be called for an announce. */
    boolean watches(AnnounceRequest request);

    /**
     * An announce was handled.
     *
     * @param request must not be used after the call
     * @param rejection empty if it was answered
     */
    void handled(AnnounceRequest request, Frontend frontend, Optional<Rejection> rejection);
}
