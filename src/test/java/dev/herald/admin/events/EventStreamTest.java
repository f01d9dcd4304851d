package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.events.EventStream.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class EventStreamTest {

    private static final Event FIRST = new Event("snapshot", "1", "first");
    private static final Event SECOND = new Event("snapshot", "2", "second");

    private final FakeSse sse = new FakeSse();
    private final Deque<Runnable> writes = new ArrayDeque<>();

    @Test
    void every_viewer_gets_the_first_event_and_those_that_follow() {
        EventStream stream = new EventStream(2, Runnable::run);
        FakeViewer early = new FakeViewer();
        FakeViewer late = new FakeViewer();
        assertThat(stream.watched()).isFalse();
        stream.add(early, sse, FIRST);
        stream.send(SECOND);
        stream.add(late, sse, SECOND);
        assertThat(stream.watched()).isTrue();
        assertThat(early.received()).containsExactly("snapshot 1 first", "snapshot 2 second");
        assertThat(late.received()).containsExactly("snapshot 2 second");
    }

    @Test
    void more_viewers_than_the_limit_are_refused_until_one_has_gone() {
        EventStream stream = new EventStream(1, Runnable::run);
        FakeViewer one = new FakeViewer();
        assertThat(stream.add(one, sse, FIRST)).isTrue();
        assertThat(stream.add(new FakeViewer(), sse, FIRST)).isFalse();
        one.close();
        assertThat(stream.add(new FakeViewer(), sse, FIRST)).isTrue();
    }

    @Test
    void a_viewer_that_has_gone_is_forgotten() {
        EventStream stream = new EventStream(1, Runnable::run);
        FakeViewer viewer = new FakeViewer();
        stream.add(viewer, sse, FIRST);
        viewer.close();
        stream.send(SECOND);
        assertThat(stream.watched()).isFalse();
    }

    @Test
    void a_slow_viewer_misses_events_and_the_others_do_not() {
        EventStream stream = new EventStream(2, writes::add);
        FakeViewer slow = new FakeViewer();
        FakeViewer fast = new FakeViewer();
        stream.add(slow, sse, FIRST);
        stream.add(fast, sse, FIRST);
        writes.removeLast().run();
        stream.send(SECOND);
        assertThat(writes).hasSize(2);
        writes.removeLast().run();
        writes.removeLast().run();
        assertThat(slow.received()).containsExactly("snapshot 1 first");
        assertThat(fast.received()).containsExactly("snapshot 1 first", "snapshot 2 second");
        stream.send(SECOND);
        writes.removeFirst().run();
        assertThat(slow.received()).hasSize(2);
    }

    @Test
    void a_viewer_that_does_not_read_is_closed() {
        EventStream stream = new EventStream(1, writes::add);
        FakeViewer stuck = new FakeViewer();
        stream.add(stuck, sse, FIRST);
        for (int i = 1; i < EventStream.MAX_MISSED; i++) {
            stream.send(SECOND);
        }
        assertThat(stuck.isClosed()).isFalse();
        stream.send(SECOND);
        assertThat(stuck.isClosed()).isTrue();
        assertThat(stream.watched()).isFalse();
        assertThat(writes).hasSize(1);
    }

    @Test
    void a_viewer_is_closed_in_time_to_be_authenticated_again() {
        EventStream stream = new EventStream(1, Runnable::run);
        FakeViewer viewer = new FakeViewer();
        stream.add(viewer, sse, FIRST);
        for (int i = 0; i < 2 * EventStream.MAX_EVENTS; i++) {
            stream.send(SECOND);
        }
        assertThat(viewer.isClosed()).isTrue();
        assertThat(viewer.received()).hasSize(EventStream.MAX_EVENTS);
    }

    @Test
    void a_viewer_misses_events_while_no_thread_is_free() {
        EventStream stream = new EventStream(1, work -> {
            throw new RejectedExecutionException();
        });
        FakeViewer viewer = new FakeViewer();
        stream.add(viewer, sse, FIRST);
        stream.send(SECOND);
        assertThat(viewer.received()).isEmpty();
        assertThat(viewer.isClosed()).isFalse();
    }

    @Test
    void a_viewer_that_cannot_be_written_to_is_closed() {
        EventStream stream = new EventStream(1, Runnable::run);
        FakeViewer broken = new FakeViewer(event -> {
            throw new IllegalStateException("broken");
        });
        stream.add(broken, sse, FIRST);
        assertThat(broken.isClosed()).isTrue();
    }

    @Test
    void all_viewers_are_closed_at_the_end() {
        EventStream stream = new EventStream(1, Runnable::run);
        FakeViewer viewer = new FakeViewer();
        stream.add(viewer, sse, FIRST);
        stream.close();
        assertThat(viewer.isClosed()).isTrue();
        assertThat(stream.watched()).isFalse();
    }
}
