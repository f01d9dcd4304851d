package dev.herald.admin.events;

import dev.herald.admin.events.EventStream.Event;
import dev.herald.admin.health.HealthReport;
import jakarta.json.JsonObject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Executor;

/** The live stream: one snapshot a second, made once for all viewers, and only while there are any. */
public final class LiveOverview implements AutoCloseable {

    /** The most viewers at a time. */
    public static final int MAX_VIEWERS = 64;

    private final Sampler sampler;
    private final Overview overview;
    private final HealthWatch health;
    private final EventStream stream;

    /**
     * Has no viewers yet.
     *
     * @param writers see {@link EventStream}
     */
    public LiveOverview(Sampler sampler, Overview overview, HealthWatch health, Executor writers) {
        this.sampler = sampler;
        this.overview = overview;
        this.health = health;
        this.stream = new EventStream(MAX_VIEWERS, writers);
    }

    /** The current snapshot. Checks the listeners and the database, which may take seconds. */
    public JsonObject now() {
        return overview.json(sampler.latest(), health.checked());
    }

    /**
     * Adds a viewer, and sends it the current snapshot. Checks as {@link #now} does.
     *
     * @return false if there are too many
     */
    public boolean add(SseEventSink sink, Sse sse) {
        Sample sample = sampler.latest();
        return stream.add(sink, sse, event(sample, health.checked()));
    }

    /** Sends a snapshot to the viewers; to be called once a second. Does not wait for viewers or checks. */
    public void publish(Sample sample) {
        if (stream.watched()) {
            stream.send(event(sample, health.latest()));
        }
    }

    private Event event(Sample sample, HealthReport report) {
        return new Event(
                "snapshot",
                Long.toString(sample.second()),
                overview.json(sample, report).toString());
    }

    @Override
    public void close() {
        stream.close();
    }
}
