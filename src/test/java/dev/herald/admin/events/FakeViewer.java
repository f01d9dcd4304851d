package dev.herald.admin.events;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Collects what is sent to it. */
final class FakeViewer implements SseEventSink {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Consumer<OutboundSseEvent> before;
    private volatile boolean closed;

    FakeViewer() {
        this(event -> {});
    }

    /** @param before called with each event before it is received; may wait or throw */
    FakeViewer(Consumer<OutboundSseEvent> before) {
        this.before = before;
    }

    /** The events, as {@code name id data}. */
    List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public CompletionStage<?> send(OutboundSseEvent event) {
        before.accept(event);
        received.add(event.getName() + " " + event.getId() + " " + event.getData());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        closed = true;
    }
}
