package dev.herald.udp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** Logs faults of the tracker itself, at most once a minute: whoever found one can send it a thousand times a second. */
final class FaultLog {

    private static final Logger LOG = System.getLogger(FaultLog.class.getName());
    private static final int PAUSE_SECONDS = 60;

    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

    /** Logs {@code cause} with its stack trace, or stays silent; tells which. */
    boolean log(Throwable cause, long second) {
        long until = quietUntil.get();
        if (second < until || !quietUntil.compareAndSet(until, second + PAUSE_SECONDS)) {
            return false;
        }
        LOG.log(Level.ERROR, "A UDP request failed; further failures are not logged for a minute", cause);
        return true;
    }
}
