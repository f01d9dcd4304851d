package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counters of one door. Any thread may count and read; counts of different threads never get lost. */
public final class Recorder {

    private static final int FAMILIES = Family.values().length;
    private static final int KINDS = RequestType.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private final Frontend door;
    private final AtomicLongArray counts = new AtomicLongArray(FAMILIES * KINDS * OUTCOMES);
    private final AtomicLongArray badIds = new AtomicLongArray(FAMILIES * ClientName.count());
    private final AtomicLongArray nanos = new AtomicLongArray(KINDS);
    private final AtomicLongArray timed = new AtomicLongArray(KINDS);

    Recorder(Frontend door) {
        this.door = door;
    }

    /** Counts one request. */
    public void count(Family family, RequestType kind, Outcome outcome) {
        counts.getAndIncrement(index(family, kind, outcome));
    }

    /**
     * Notes how long one request took to process, in nanoseconds. Doors time a few of many, because a look at the clock costs
     * more than the counting does.
     */
    public void took(RequestType kind, long requestNanos) {
        nanos.getAndAdd(kind.ordinal(), requestNanos);
        timed.getAndIncrement(kind.ordinal());
    }

    /**
     * Notes of which client an announce is whose connection id is wrong; that it is wrong is counted beside that.
     *
     * @param client its {@link ClientName#number}
     */
    public void badConnectionId(Family family, int client) {
        badIds.getAndIncrement(family.ordinal() * ClientName.count() + client);
    }

    /** How many announces of a client had a wrong connection id. */
    long badIds(Family family, int client) {
        return badIds.get(family.ordinal() * ClientName.count() + client);
    }

    /** How long the requests that were timed took in all. */
    long nanos(RequestType kind) {
        return nanos.get(kind.ordinal());
    }

    /** How many requests were timed. */
    long timed(RequestType kind) {
        return timed.get(kind.ordinal());
    }

    long read(Family family, RequestType kind, Outcome outcome) {
        return counts.get(index(family, kind, outcome));
    }

    Frontend door() {
        return door;
    }

    private static int index(Family family, RequestType kind, Outcome outcome) {
        return (family.ordinal() * KINDS + kind.ordinal()) * OUTCOMES + outcome.ordinal();
    }
}
