package dev.herald.metrics;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * All counters of the tracker.
 *
 * <p>Every counting thread has a {@link Recorder} of its own. When a thread has died its counts are added to those of the
 * dead, so that pools which replace their threads do not make the list grow.
 */
public final class Metrics {

    private record Owned(Thread owner, Recorder recorder) {}

    private final List<Owned> recorders = new ArrayList<>();
    private final Map<Door, Recorder> dead = new EnumMap<>(Door.class);
    private final Map<Door, ThreadLocal<Recorder>> here = new EnumMap<>(Door.class);

    /** Starts at zero. */
    public Metrics() {
        for (Door door : Door.values()) {
            dead.put(door, new Recorder(door));
            here.put(door, ThreadLocal.withInitial(() -> recorder(door, Thread.currentThread())));
        }
    }

    /** The calling thread's recorder for {@code door}. */
    public Recorder recorder(Door door) {
        return here.get(door).get();
    }

    /** How many requests ended so since the start. */
    public long count(Door door, Family family, Kind kind, Outcome outcome) {
        return sum(door, recorder -> recorder.read(family, kind, outcome));
    }

    /** How many announces of a client, by its {@link ClientName#number}, had a wrong connection id since the start. */
    public long badConnectionIds(Door door, Family family, int client) {
        return sum(door, recorder -> recorder.badIds(family, client));
    }

    /**
     * How long such a request takes to process, in nanoseconds: the mean of those that were timed since the start, 0 if none
     * was.
     */
    public long averageNanos(Door door, Kind kind) {
        long timed = timed(door, kind);
        return timed == 0 ? 0 : sum(door, recorder -> recorder.nanos(kind)) / timed;
    }

    /** How many such requests were timed since the start. */
    public long timed(Door door, Kind kind) {
        return sum(door, recorder -> recorder.timed(kind));
    }

    private synchronized long sum(Door door, ToLongFunction<Recorder> counter) {
        buryTheDead();
        long sum = counter.applyAsLong(dead.get(door));
        for (Owned owned : recorders) {
            if (owned.recorder.door() == door) {
                sum += counter.applyAsLong(owned.recorder);
            }
        }
        return sum;
    }

    /** How many threads are counting. */
    synchronized int recorders() {
        buryTheDead();
        return recorders.size();
    }

    private synchronized Recorder recorder(Door door, Thread owner) {
        buryTheDead();
        Recorder recorder = new Recorder(door);
        recorders.add(new Owned(owner, recorder));
        return recorder;
    }

    private void buryTheDead() {
        recorders.removeIf(owned -> {
            boolean gone = !owned.owner.isAlive();
            if (gone) {
                addAll(owned.recorder, dead.get(owned.recorder.door()));
            }
            return gone;
        });
    }

    private static void addAll(Recorder from, Recorder to) {
        for (Kind kind : Kind.values()) {
            to.addTimes(kind, from.nanos(kind), from.timed(kind));
        }
        for (Family family : Family.values()) {
            for (int client = 0; client < ClientName.count(); client++) {
                to.addBadIds(family, client, from.badIds(family, client));
            }
            for (Kind kind : Kind.values()) {
                for (Outcome outcome : Outcome.values()) {
                    to.add(family, kind, outcome, from.read(family, kind, outcome));
                }
            }
        }
    }
}
