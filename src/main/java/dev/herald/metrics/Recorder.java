package dev.herald.metrics;

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

    Recorder(Door door) {
        this.door = door;
    }

    /** Counts one request. To be called by the owning thread only. */
    public void count(Family family, Kind kind, Outcome outcome) {
        add(family, kind, outcome, 1);
    }

    void add(Family family, Kind kind, Outcome outcome, long more) {
        int index = index(family, kind, outcome);
        COUNT.setOpaque(counts, index, (long) COUNT.getOpaque(counts, index) + more);
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
