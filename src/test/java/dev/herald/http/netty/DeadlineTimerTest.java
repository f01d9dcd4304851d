package dev.herald.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DeadlineTimerTest {

    private final ManualEventLoop loop = new ManualEventLoop();
    private final List<String> expired = new ArrayList<>();

    @Test
    void timer_expires_once() {
        started("a", 5);
        loop.pass(4);
        assertThat(expired).isEmpty();
        loop.pass(1);
        assertThat(expired).containsExactly("a");
        loop.pass(500);
        assertThat(expired).containsExactly("a");
    }

    @Test
    void deadline_can_be_later_or_earlier_than_before() {
        started("later", 5).set(20);
        started("earlier", 50).set(3);
        started("stopped", 5).stop();
        loop.pass(10);
        assertThat(expired).containsExactly("earlier");
        loop.pass(10);
        assertThat(expired).containsExactly("earlier", "later");
    }

    @Test
    void expired_timer_can_be_set_again() {
        DeadlineTimer timer = started("a", 5);
        loop.pass(5);
        timer.set(3);
        loop.pass(3);
        assertThat(expired).containsExactly("a", "a");
    }

    @Test
    void timer_schedules_no_task_before_it_is_started_or_after_it_is_stopped() {
        DeadlineTimer timer = timer("a");
        timer.set(5);
        assertThat(loop.hasScheduledTask()).isFalse();
        timer.start();
        assertThat(loop.hasScheduledTask()).isTrue();
        timer.set(50);
        timer.set(2);
        timer.stop();
        timer.set(5);
        assertThat(loop.hasScheduledTask()).isFalse();
    }

    @Test
    void timers_expire_when_a_map_of_deadlines_says_so() {
        Random random = new Random(5);
        Map<String, DeadlineTimer> timers = new HashMap<>();
        Map<String, Long> model = new HashMap<>();
        for (long second = 1; second <= 2000; second++) {
            loop.pass(1);
            long now = second;
            List<String> due = model.keySet().stream()
                    .filter(name -> model.get(name) <= now)
                    .toList();
            assertThat(expired).containsExactlyInAnyOrderElementsOf(due);
            model.keySet().removeAll(due);
            expired.clear();
            for (int i = 0; i < 20; i++) {
                String name = "n" + random.nextInt(200);
                if (random.nextInt(4) == 0) {
                    DeadlineTimer stopped = timers.remove(name);
                    if (stopped != null) {
                        stopped.stop();
                    }
                    model.remove(name);
                } else {
                    int seconds = 1 + random.nextInt(200);
                    timers.computeIfAbsent(name, added -> started(added, seconds))
                            .set(seconds);
                    model.put(name, now + seconds);
                }
            }
        }
    }

    private DeadlineTimer started(String name, int seconds) {
        DeadlineTimer timer = timer(name);
        timer.set(seconds);
        timer.start();
        return timer;
    }

    private DeadlineTimer timer(String name) {
        return new DeadlineTimer(loop.eventLoop(), () -> expired.add(name));
    }
}
