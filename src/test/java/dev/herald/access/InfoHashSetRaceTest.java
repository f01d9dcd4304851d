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

/** Readers and a writer that rebuilds tables run concurrently. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class InfoHashSetRaceTest {

    private static final int READERS = 2;
    private static final int ROUNDS = 500_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(READERS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /** All info hashes are in one table, so that readers and writer use the same slots. */
    @Test
    void readers_always_see_constant_entries_and_never_partial_ones() throws Exception {
        InfoHashSet set = new InfoHashSet(InfoHashSetModelTest.ZERO_KEY);
        List<InfoHash> constant = List.of(colliding(1, 1), colliding(2, 2), colliding(3, 3));
        constant.forEach(set::add);
        List<InfoHash> changing = List.of(colliding(10, 10), colliding(11, 11));
        InfoHash mixed1 = colliding(10, 11);
        InfoHash mixed2 = colliding(11, 10);
        List<Future<?>> readers = read(() -> {
            for (InfoHash infoHash : constant) {
                if (!set.contains(infoHash)) {
                    throw new AssertionError("a constant entry is missing");
                }
            }
            // A mix of two entries that are added and removed.
            for (int i = 0; i < 20; i++) {
                if (set.contains(mixed1) || set.contains(mixed2)) {
                    throw new AssertionError("a partial entry is found");
                }
            }
            return null;
        });
        while (reads.get() < ROUNDS && readers.stream().noneMatch(Future::isDone)) {
            for (InfoHash infoHash : changing) {
                set.add(infoHash);
                set.remove(infoHash);
            }
        }
        finish(readers);
        assertThat(set.size()).isEqualTo(3);
    }

    /** The writer publishes each change after it was made, and each removal also before; readers see every published change. */
    @Test
    void a_change_is_seen_by_every_later_read() throws Exception {
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
                    throw new AssertionError("an added entry is missing");
                }
            }
            if (gone > 0 && set.contains(Hashes.of(gone))) {
                throw new AssertionError("a removed entry is found");
            }
            return null;
        });
        int next = 1;
        while ((reads.get() < ROUNDS || next < 100_000) && readers.stream().noneMatch(Future::isDone)) {
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

    private List<Future<?>> read(Callable<?> reader) {
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(pool.submit(() -> {
                while (!over.get()) {
                    reader.call();
                    reads.incrementAndGet();
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
        assertThat(reads.get()).isGreaterThanOrEqualTo(ROUNDS);
    }

    private static InfoHash colliding(int first, int second) {
        return new InfoHash(first, 0, second);
    }
}
