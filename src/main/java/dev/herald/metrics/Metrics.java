package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/** All counters: the sums over the {@link Recorder}s, the periodic tasks and the log of internal errors. */
public final class Metrics {

    private final FaultLog faults = new FaultLog();
    private final PeriodicTasks periodicTasks = new PeriodicTasks();
    private final List<Recorder> recorders = new CopyOnWriteArrayList<>();

    /** Returns the periodic tasks. */
    public PeriodicTasks periodicTasks() {
        return periodicTasks;
    }

    /** Returns the log of internal errors, which all frontends share. */
    public FaultLog faults() {
        return faults;
    }

    /**
     * Creates a recorder. With one per event loop, the loops do not share cache lines; a frontend without its own event loops uses one for
     * all threads.
     */
    public Recorder recorder(Frontend frontend) {
        Recorder recorder = new Recorder(frontend);
        recorders.add(recorder);
        return recorder;
    }

    /** Returns the number of requests with that outcome since the start. */
    public long count(Frontend frontend, Family family, RequestType kind, Outcome outcome) {
        return sum(frontend, recorder -> recorder.read(family, kind, outcome));
    }

    /** Returns the number of announces with an invalid connection id by client ({@link ClientName#number}) since the start. */
    public long badConnectionIds(Frontend frontend, Family family, int client) {
        return sum(frontend, recorder -> recorder.badIds(family, client));
    }

    /**
     * Returns the mean processing time of the requests that were timed since the start, in nanoseconds; 0 if none was.
     */
    public long averageNanos(Frontend frontend, RequestType kind) {
        long timed = timed(frontend, kind);
        return timed == 0 ? 0 : sum(frontend, recorder -> recorder.nanos(kind)) / timed;
    }

    /** Returns the number of requests that were timed since the start. */
    public long timed(Frontend frontend, RequestType kind) {
        return sum(frontend, recorder -> recorder.timed(kind));
    }

    private long sum(Frontend frontend, ToLongFunction<Recorder> counter) {
        long sum = 0;
        for (Recorder recorder : recorders) {
            if (recorder.frontend() == frontend) {
                sum += counter.applyAsLong(recorder);
            }
        }
        return sum;
    }
}
