package dev.herald.admin.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends the same events to several viewers, as server-sent events.
 *
 * <p>The container writes an event in the calling thread, which waits as long as the viewer does not read. So each event is written by
 * another thread, and a viewer has at most one event in flight. It misses those that are sent meanwhile, and is closed when it has missed
 * {@value #MAX_MISSED} in succession; the write time-out of the container then frees the thread.
 *
 * <p>A viewer is also closed after {@value #MAX_EVENTS} events. It connects again, and is authenticated again: the token of a stream that
 * never ended could not be revoked.
 */
final class EventStream {

    /** Events in succession that a viewer may miss. */
    static final int MAX_MISSED = 5;

    static final int MAX_EVENTS = 600;

    private static final long RECONNECT_MILLIS = 500;

    private final int maxViewers;
    private final Executor writers;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

    /** Has no viewers yet. {@code writers} should have a thread for each viewer. */
    EventStream(int maxViewers, Executor writers) {
        this.maxViewers = maxViewers;
        this.writers = writers;
    }

    /** An event. Its data has one line. */
    record Event(String name, String id, String data) {}

    /**
     * Adds a viewer, and sends it its first events; without any, only the headers of the response.
     *
     * @return false if there are too many
     */
    synchronized boolean add(SseEventSink sink, Sse sse, Event... first) {
        viewers.removeIf(viewer -> viewer.sink.isClosed());
        if (viewers.size() >= maxViewers) {
            return false;
        }
        Viewer viewer = new Viewer(sink, sse);
        viewers.add(viewer);
        viewer.send(List.of(first));
        return true;
    }

    /** Whether there are viewers. */
    boolean watched() {
        return !viewers.isEmpty();
    }

    /** Sends an event to all viewers, without waiting. */
    void send(Event event) {
        send(List.of(event));
    }

    /** Sends events to all viewers, without waiting; a viewer gets or misses them all. */
    void send(List<Event> events) {
        viewers.removeIf(viewer -> !viewer.send(events));
    }

    /** Sends a last event, and closes all viewers. */
    void finish(Event last) {
        viewers.forEach(viewer -> viewer.finish(last));
        viewers.clear();
    }

    /** Closes all viewers. */
    void close() {
        viewers.forEach(Viewer::close);
        viewers.clear();
    }

    private final class Viewer {

        private final SseEventSink sink;
        private final Sse sse;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile int missed;
        private volatile int sent;

        Viewer(SseEventSink sink, Sse sse) {
            this.sink = sink;
            this.sse = sse;
        }

        /** Returns false if the viewer is gone. */
        boolean send(List<Event> events) {
            if (sink.isClosed()) {
                return false;
            }
            if (sent >= MAX_EVENTS) {
                close();
                return false;
            }
            if (busy.compareAndSet(false, true) && write(events)) {
                counted();
                return true;
            }
            return missed();
        }

        private OutboundSseEvent outbound(Event event) {
            return sse.newEventBuilder()
                    .name(event.name)
                    .id(event.id)
                    .reconnectDelay(RECONNECT_MILLIS)
                    .data(event.data)
                    .build();
        }

        private boolean write(List<Event> events) {
            try {
                writers.execute(() -> {
                    try {
                        if (events.isEmpty()) {
                            var unused =
                                    sink.send(sse.newEventBuilder().comment("").build());
                        }
                        for (Event event : events) {
                            var unused = sink.send(outbound(event));
                        }
                    } catch (RuntimeException e) {
                        close();
                    } finally {
                        busy.set(false);
                    }
                });
                return true;
            } catch (RejectedExecutionException e) {
                busy.set(false);
                return false;
            }
        }

        void finish(Event last) {
            try {
                writers.execute(() -> {
                    try (sink) {
                        var unused = sink.send(outbound(last));
                    } catch (RuntimeException e) {
                        // The connection is gone.
                    }
                });
            } catch (RejectedExecutionException e) {
                close();
            }
        }

        private synchronized void counted() {
            missed = 0;
            sent++;
        }

        private synchronized boolean missed() {
            missed++;
            if (missed < MAX_MISSED) {
                return true;
            }
            close();
            return false;
        }

        /** Does not wait for an event in flight. */
        void close() {
            try {
                sink.close();
            } catch (RuntimeException e) {
                // The connection is gone.
            }
        }
    }
}
