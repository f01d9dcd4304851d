package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class BackgroundTest {

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final BlockingQueue<Integer> given = new LinkedBlockingQueue<>();

    @Test
    void threads_give_way_when_the_process_is_warm() throws InterruptedException {
        try (Background background = background(7, Duration.ZERO)) {
            background.start();
            assertThat(given.poll(10, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void they_do_not_before() throws InterruptedException {
        try (Background background = background(7, Background.WARM)) {
            assertThat(thread.getQueue()).isEmpty();
            background.start();
            assertThat(thread.getQueue()).singleElement().satisfies(task -> assertThat(
                            ((Delayed) task).getDelay(TimeUnit.SECONDS))
                    .isBetween(1L, Background.WARM.toSeconds()));
        }
        assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(given).isEmpty();
    }

    @Test
    void with_0_they_never_do() {
        try (Background background = background(0, Background.WARM)) {
            background.start();
            assertThat(thread.getQueue()).isEmpty();
        }
    }

    private Background background(int nice, Duration warm) {
        return new Background(nice, warm, this::giveWay, thread);
    }

    private int giveWay(int nice) {
        given.add(nice);
        return 1;
    }
}
