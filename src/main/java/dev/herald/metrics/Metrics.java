package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** All counters of the tracker, which are the sums over its {@link Recorder}s, its periodic tasks and its faults. */
public final class Metrics {

    private final FaultLog faults = new FaultLog();
    private final PeriodicTasks periodicTasks = new PeriodicTasks();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();

    /** The work that is done beside requests. */
    public PeriodicTasks periodicTasks() {
        return periodicTasks;
    }

    /** Where all frontends log faults of the tracker itself. */
    public FaultLog faults() {
        return faults;
    }

    /**
     * A new recorder for {@code door}, which is kept until the end. One per event loop keeps their cache lines apart; a frontend
     * without event loops of its own has a single one for all of its threads.
     */
    public Recorder recorder(Frontend door) {
        Recorder recorder = new Recorder(door);
        recorders.add(recorder);
        return recorder;
    }

    /** How many requests ended so since the start. */
    public long count(Frontend door, Family family, RequestType kind, Outcome outcome) {
        return sum(door, recorder -> recorder.read(family, kind, outcome));
    }

    /** How many announces of a client, by its {@link ClientName#number}, had a wrong connection id since the start. */
    public long badConnectionIds(Frontend door, Family family, int client) {
        return sum(door, recorder -> recorder.badIds(family, client));
    }

    /**
     * How long such a request takes to process, in nanoseconds: the mean of those that were timed since the start, 0 if none
     * was.
     */
    public long averageNanos(Frontend door, RequestType kind) {
        long timed = timed(door, kind);
        return timed == 0 ? 0 : sum(door, recorder -> recorder.nanos(kind)) / timed;
    }

    /** How many such requests were timed since the start. */
    public long timed(Frontend door, RequestType kind) {
        return sum(door, recorder -> recorder.timed(kind));
    }

    private long sum(Frontend door, ToLongFunction<Recorder> counter) {
        long sum = 0;
        for (Recorder recorder : recorders) {
            if (recorder.door() == door) {
                sum += counter.applyAsLong(recorder);
            }
        }
        return sum;
    }
}
