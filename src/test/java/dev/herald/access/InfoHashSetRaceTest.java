package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Readers ask as fast as they can while a writer makes table after table anew. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class InfoHashSetRaceTest {

    private static final int READERS = 2;
    private static final int ROUNDS = 200_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(READERS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger questions = new AtomicInteger();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /** All hashes fall into the same table, so that every reader is in the middle of what the writer does. */
    @Test
    void what_stays_is_always_found_and_what_never_was_is_never_found() throws Exception {
        InfoHashSet set = new InfoHashSet(InfoHashSetModelTest.NO_SECRET);
        List<InfoHash> staying = List.of(colliding(1, 1), colliding(2, 2), colliding(3, 3));
        staying.forEach(set::add);
        List<Future<?>> readers = read(() -> {
            for (InfoHash infoHash : staying) {
                assertThat(set.contains(infoHash)).isTrue();
            }
            // Half of one that comes and goes and half of another: an entry that was seen torn.
            for (int i = 10; i < 16; i++) {
                assertThat(set.contains(colliding(i, i + 1))).isFalse();
            }
            return null;
        });
        Random random = new Random(5);
        while (questions.get() < ROUNDS && readers.stream().noneMatch(Future::isDone)) {
            int number = 10 + random.nextInt(7);
            InfoHash infoHash = colliding(number, number);
            assertThat(set.add(infoHash) || set.remove(infoHash)).isTrue();
        }
        finish(readers);
        assertThat(set.size()).isBetween(3, 10);
    }

    /** The writer tells of each change after it has made it; whoever has heard of it sees it. */
    @Test
    void a_change_is_seen_by_whoever_asks_after_it() throws Exception {
        InfoHashSet set = new InfoHashSet(new KeyedHash(new Random(2)));
        AtomicInteger added = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        List<Future<?>> readers = read(() -> {
            int gone = removed.get();
            int there = added.get();
            if (there > 0 && removed.get() < there) {
                boolean found = set.contains(Hashes.of(there));
                assertThat(found || removed.get() >= there).isTrue();
            }
            assertThat(gone > 0 && set.contains(Hashes.of(gone))).isFalse();
            return null;
        });
        int next = 1;
        while ((questions.get() < ROUNDS || next < ROUNDS) && readers.stream().noneMatch(Future::isDone)) {
            set.add(Hashes.of(next));
            added.set(next);
            if (next > 3000) {
                set.remove(Hashes.of(next - 3000));
                removed.set(next - 3000);
            }
            next++;
        }
        finish(readers);
        assertThat(set.size()).isEqualTo(3000);
    }

    private List<Future<?>> read(Callable<?> question) {
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(pool.submit(() -> {
                while (!over.get()) {
                    question.call();
                    questions.incrementAndGet();
                }
                return null;
            }));
        }
        return readers;
    }

    private void finish(List<Future<?>> readers) throws Exception {
        over.set(true);
        for (Future<?> reader : readers) {
            reader.get();
        }
        assertThat(questions.get()).isGreaterThanOrEqualTo(ROUNDS);
    }

    private static InfoHash colliding(int first, int second) {
        return new InfoHash(0, ((long) first << 32) | second, 7);
    }
}
