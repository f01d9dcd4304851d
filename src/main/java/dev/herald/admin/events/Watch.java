package dev.herald.admin.events;

import dev.herald.admin.events.EventStream.Event;
import dev.herald.admin.events.Watches.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** One watch: what is watched, what was seen and not sent yet, and the viewers. */
final class Watch {

    /** The most announces that are sent a second. */
    static final int PER_SECOND = 20;

    /** Announces that wait for a viewer; what is seen beyond is lost. */
    static final int MAX_WAITING = 256;

    private static final int MAX_VIEWERS = 4;

    final String id;
    final Target target;
    final long until;
    final EventStream stream;

    private final BlockingQueue<Announce> seen = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicInteger taken = new AtomicInteger();
    private volatile long second;

    /** @param until the second since 1970 at which it ends */
    Watch(String id, Target target, long until, Executor writers) {
        this.id = id;
        this.target = target;
        this.until = until;
        this.stream = new EventStream(MAX_VIEWERS, writers);
    }

    /** Whether an announce is one of the first of its second. Threads that race at the begin of a second may let a few more pass. */
    boolean sample(long now) {
        if (now != second) {
            second = now;
            taken.set(0);
        }
        return taken.get() < PER_SECOND && taken.incrementAndGet() <= PER_SECOND;
    }

    void add(Announce announce) {
        // A full queue means that nobody looks.
        boolean unused = seen.offer(announce);
    }

    /** Sends what was seen. Keeps it while there is no viewer. */
    void publish() {
        if (!stream.watched() || seen.isEmpty()) {
            return;
        }
        List<Announce> announces = new ArrayList<>();
        seen.drainTo(announces);
        List<Event> events = announces.stream().map(Announce::toEvent).toList();
        stream.send(events);
    }
}
