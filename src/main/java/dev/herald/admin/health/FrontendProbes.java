package dev.herald.admin.health;

import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Checks whether the frontends answer, by requests through the network. Caches the result for a moment, so that frequent health
 * checks do not load the frontends.
 */
public final class FrontendProbes {

    /** How long a result is cached. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final OpenSockets sockets;
    private final LongSupplier nanoTime;

    // Guarded by this, which is held during a check: concurrent callers share its result.
    private Map<String, String> problems = Map.of();
    private long checkedAt;
    private boolean checked;

    /**
     * Checks the frontends of {@code sockets}.
     *
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public FrontendProbes(OpenSockets sockets, LongSupplier nanoTime) {
        this.sockets = sockets;
        this.nanoTime = nanoTime;
    }

    /** The problem of each socket by its name, in the order in which they were opened; "" for one that answers. */
    public synchronized Map<String, String> problems() {
        if (!checked || nanoTime.getAsLong() - checkedAt > FRESH.toNanos()) {
            Map<String, String> found = new LinkedHashMap<>();
            for (OpenSocket socket : sockets.open()) {
                found.put(socket.name(), socket.probe().ask(socket.address()));
            }
            problems = found;
            checkedAt = nanoTime.getAsLong();
            checked = true;
        }
        return problems;
    }
}
