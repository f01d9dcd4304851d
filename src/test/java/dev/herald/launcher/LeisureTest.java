package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class LeisureTest {

    private int pauses;

    @Test
    void an_idle_machine_is_watched_for_one_pause() throws InterruptedException {
        Leisure.await(() -> 0.1, () -> pauses++);
        assertThat(pauses).isEqualTo(1);
    }

    @Test
    void a_busy_one_is_waited_for() throws InterruptedException {
        Iterator<Double> loads = List.of(0.9, 0.6, 0.4).iterator();
        Leisure.await(loads::next, () -> pauses++);
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void but_not_for_ever() throws InterruptedException {
        Leisure.await(() -> 1, () -> pauses++);
        assertThat(pauses).isEqualTo(40);
    }

    @Test
    void a_real_machine_that_has_no_time_is_waited_for() throws InterruptedException {
        Leisure.await(() -> {
            if (pauses++ < 2) {
                takeAllProcessors(Duration.ofMillis(300));
            }
        });
        assertThat(pauses).isGreaterThan(2);
    }

    private static void takeAllProcessors(Duration time) throws InterruptedException {
        long begin = System.nanoTime();
        Runnable work = () -> {
            while (System.nanoTime() - begin < time.toNanos()) {
                Thread.onSpinWait();
            }
        };
        List<Thread> threads = Stream.generate(() -> new Thread(work))
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
