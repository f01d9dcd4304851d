package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The counters of one door on one thread. Only that thread counts; any thread may read. */
public final class Recorder {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int FAMILIES = Family.values().length;
    private static final int KINDS = Kind.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private final Door door;
    private final long[] counts = new long[FAMILIES * KINDS * OUTCOMES];
    private final long[] badIds = new long[FAMILIES * ClientName.count()];
    private final long[] nanos = new long[KINDS];
    private final long[] timed = new long[KINDS];

    Recorder(Door door) {
        this.door = door;
    }

    /** Counts one request. To be called by the owning thread only. */
    public void count(Family family, Kind kind, Outcome outcome) {
        add(family, kind, outcome, 1);
    }

    /**
     * Notes how long one request took to process, in nanoseconds. Doors time a few of many, because a look at the clock costs
     * more than the counting does. To be called by the owning thread only.
     */
    public void took(Kind kind, long requestNanos) {
        addTimes(kind, requestNanos, 1);
    }

    /**
     * Notes of which client an announce is whose connection id is wrong; that it is wrong is counted beside that. To be called by
     * the owning thread only.
     *
     * @param client its {@link ClientName#number}
     */
    public void badConnectionId(Family family, int client) {
        addBadIds(family, client, 1);
    }

    void addBadIds(Family family, int client, long more) {
        add(badIds, family.ordinal() * ClientName.count() + client, more);
    }

    /** How many announces of a client had a wrong connection id. */
    long badIds(Family family, int client) {
        return (long) COUNT.getOpaque(badIds, family.ordinal() * ClientName.count() + client);
    }

    void addTimes(Kind kind, long moreNanos, long requests) {
        add(nanos, kind.ordinal(), moreNanos);
        add(timed, kind.ordinal(), requests);
    }

    /** How long the requests that were timed took in all. */
    long nanos(Kind kind) {
        return (long) COUNT.getOpaque(nanos, kind.ordinal());
    }

    /** How many requests were timed. */
    long timed(Kind kind) {
        return (long) COUNT.getOpaque(timed, kind.ordinal());
    }

    void add(Family family, Kind kind, Outcome outcome, long more) {
        add(counts, index(family, kind, outcome), more);
    }

    private static void add(long[] to, int index, long more) {
        COUNT.setOpaque(to, index, (long) COUNT.getOpaque(to, index) + more);
    }

    long read(Family family, Kind kind, Outcome outcome) {
        return (long) COUNT.getOpaque(counts, index(family, kind, outcome));
    }

    Door door() {
        return door;
    }

    private static int index(Family family, Kind kind, Outcome outcome) {
        return (family.ordinal() * KINDS + kind.ordinal()) * OUTCOMES + outcome.ordinal();
    }
}
