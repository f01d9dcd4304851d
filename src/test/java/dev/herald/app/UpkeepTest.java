package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.registry.RegistryUnavailable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class UpkeepTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void it_goes_on_although_the_database_is_away() throws InterruptedException {
        CountDownLatch tries = new CountDownLatch(2);
        Runnable failing = () -> {
            tries.countDown();
            throw new RegistryUnavailable("away");
        };
        try (Upkeep upkeep = new Upkeep(1, failing, () -> {}, () -> {})) {
            upkeep.start();
            assertThat(tries.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void when_closed_it_does_everything_once_more_and_then_the_last_thing() {
        Upkeep upkeep = new Upkeep(3600, () -> done.add("often"), () -> done.add("seldom"), () -> done.add("last"));
        upkeep.start();
        upkeep.close();
        upkeep.close();
        assertThat(done).containsExactly("often", "seldom", "last");
    }

    @Test
    void what_was_never_started_is_closed_all_the_same() {
        new Upkeep(1, () -> done.add("often"), () -> done.add("seldom"), () -> done.add("last")).close();
        assertThat(done).containsExactly("last");
    }
}
