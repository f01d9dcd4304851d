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
    private static final int ROUNDS = 500_000;

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
        List<InfoHash> comingAndGoing = List.of(colliding(10, 10), colliding(11, 11));
        InfoHash torn = colliding(10, 11);
        InfoHash tornToo = colliding(11, 10);
        List<Future<?>> readers = read(() -> {
            for (InfoHash infoHash : staying) {
                if (!set.contains(infoHash)) {
                    throw new AssertionError("one that stays is not found");
                }
            }
            // Half of one that comes and goes and half of another: an entry that was seen torn.
            for (int i = 0; i < 20; i++) {
                if (set.contains(torn) || set.contains(tornToo)) {
                    throw new AssertionError("half of one and half of another");
                }
            }
            return null;
        });
        while (questions.get() < ROUNDS && readers.stream().noneMatch(Future::isDone)) {
            for (InfoHash infoHash : comingAndGoing) {
                set.add(infoHash);
                set.remove(infoHash);
            }
        }
        finish(readers);
        assertThat(set.size()).isEqualTo(3);
    }

    /** The writer tells of each change after it has made it, and of each removal before it too; whoever has heard of one sees it. */
    @Test
    void a_change_is_seen_by_whoever_asks_after_it() throws Exception {
        InfoHashSet set = new InfoHashSet(new KeyedHash(new Random(2)));
        AtomicInteger added = new AtomicInteger();
        AtomicInteger leaving = new AtomicInteger();
        AtomicInteger removed = new AtomicInteger();
        List<Future<?>> readers = read(() -> {
            int gone = removed.get();
            int there = added.get();
            if (there > 0 && leaving.get() < there) {
                boolean found = set.contains(Hashes.of(there));
                if (!found && leaving.get() < there) {
                    throw new AssertionError("one that was added is not found");
                }
            }
            if (gone > 0 && set.contains(Hashes.of(gone))) {
                throw new AssertionError("one that was removed is found");
            }
            return null;
        });
        int next = 1;
        while ((questions.get() < ROUNDS || next < 100_000) && readers.stream().noneMatch(Future::isDone)) {
            set.add(Hashes.of(next));
            added.set(next);
            if (next > 3000) {
                leaving.set(next - 3000);
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
        return new InfoHash(first, 0, second);
    }
}
