package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counters of one frontend. Thread-safe. */
public final class Recorder {

    private static final int FAMILIES = Family.values().length;
    private static final int KINDS = RequestType.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private final Frontend frontend;
    private final AtomicLongArray counts = new AtomicLongArray(FAMILIES * KINDS * OUTCOMES);
    private final AtomicLongArray badIds = new AtomicLongArray(FAMILIES * ClientName.count());
    private final AtomicLongArray nanos = new AtomicLongArray(KINDS);
    private final AtomicLongArray timed = new AtomicLongArray(KINDS);

    Recorder(Frontend frontend) {
        this.frontend = frontend;
    }

    /** Counts one request. */
    public void count(Family family, RequestType kind, Outcome outcome) {
        counts.getAndIncrement(index(family, kind, outcome));
    }

    /**
     * Records the processing time of a request in nanoseconds. Frontends time a sample, because reading the clock costs more than
     * counting.
     */
    public void took(RequestType kind, long requestNanos) {
        nanos.getAndAdd(kind.ordinal(), requestNanos);
        timed.getAndIncrement(kind.ordinal());
    }

    /**
     * Counts an announce with an invalid connection id by client, in addition to its outcome.
     *
     * @param client see {@link ClientName#number}
     */
    public void badConnectionId(Family family, int client) {
        badIds.getAndIncrement(family.ordinal() * ClientName.count() + client);
    }

    /** Returns the number of announces of a client with an invalid connection id. */
    long badIds(Family family, int client) {
        return badIds.get(family.ordinal() * ClientName.count() + client);
    }

    /** Returns the total time of the requests that were timed. */
    long nanos(RequestType kind) {
        return nanos.get(kind.ordinal());
    }

    /** Returns the number of requests that were timed. */
    long timed(RequestType kind) {
        return timed.get(kind.ordinal());
    }

    long read(Family family, RequestType kind, Outcome outcome) {
        return counts.get(index(family, kind, outcome));
    }

    Frontend frontend() {
        return frontend;
    }

    private static int index(Family family, RequestType kind, Outcome outcome) {
        return (family.ordinal() * KINDS + kind.ordinal()) * OUTCOMES + outcome.ordinal();
    }
}
