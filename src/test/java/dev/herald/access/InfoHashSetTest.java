package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class InfoHashSetTest {

    private static final int TRIES = 3;

    private final InfoHashSet set = new InfoHashSet(new KeyedHash(new Random(1)));

    @ParameterizedTest
    @ValueSource(ints = {100_000, 150_000, 300_000, 700_000, 1_000_000})
    void an_info_hash_takes_at_most_45_bytes_at_any_size(int hashes) {
        fill(hashes);
        assertThat((double) set.heldBytes() / hashes).isBetween(30.0, 45.0);
    }

    /** Measures the heap several times, because concurrent tests use it too. */
    @Test
    void a_million_info_hashes_take_at_most_45_bytes_of_heap_each() {
        assertThat(Stream.generate(InfoHashSetTest::heapPerInfoHash).limit(TRIES))
                .anyMatch(bytes -> bytes >= 30.0 && bytes <= 45.0);
    }

    private static double heapPerInfoHash() {
        long before = usedHeap();
        InfoHashSet million = new InfoHashSet(new KeyedHash(new Random(1)));
        fill(million, 1_000_000);
        long taken = usedHeap() - before;
        assertThat(million.size()).isEqualTo(1_000_000);
        return (double) taken / million.size();
    }

    @Test
    void a_change_copies_a_small_part_of_the_set() {
        fill(1_000_000);
        long most = mostCopied(set, i -> Hashes.of(1_000_000 + i), 300_000);
        assertThat(most).as("bytes, of 40,000,000").isBetween(100_000L, 250_000L);
    }

    /**
     * Info hashes that are chosen to share a prefix are distributed like random ones: no table grows larger than the
     * others, so no change copies more.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12, 16})
    void info_hashes_with_a_common_prefix_are_distributed_over_all_tables(int prefixBytes) {
        int hashes = 100_000;
        long mostOfRandom = mostCopied(set, Hashes::of, hashes);
        for (int seed = 1; seed <= 5; seed++) {
            for (int step : new int[] {1, 1 << 8, 1 << 14}) {
                InfoHashSet alike = new InfoHashSet(new KeyedHash(new Random(seed)));
                assertThat(mostCopied(alike, i -> Hashes.withPrefix(prefixBytes, i * step), hashes))
                        .as("seed %d, step %d", seed, step)
                        .isLessThan(mostOfRandom * 3 / 2);
                assertThat(alike.size()).isEqualTo(hashes);
            }
        }
    }

    private static long mostCopied(InfoHashSet set, IntFunction<InfoHash> hashes, int count) {
        long most = 0;
        for (int i = 0; i < count; i++) {
            InfoHash hash = hashes.apply(i);
            long before = AllocatedBytes.byThisThread();
            set.add(hash);
            most = Math.max(most, AllocatedBytes.byThisThread() - before);
        }
        return most;
    }

    @Test
    void removals_free_memory() {
        fill(200_000);
        long full = set.heldBytes();
        for (int i = 0; i < 200_000; i++) {
            assertThat(set.remove(Hashes.of(i))).isTrue();
        }
        assertThat(set.heldBytes()).isLessThan(full / 100);
        assertThat(set.size()).isZero();
    }

    @Test
    void additions_and_removals_do_not_leak_memory() {
        fill(50_000);
        for (int i = 50_000; i < 400_000; i++) {
            set.add(Hashes.of(i));
            set.remove(Hashes.of(i - 50_000));
        }
        assertThat(set.size()).isEqualTo(50_000);
        assertThat((double) set.heldBytes() / 50_000).isLessThan(50.0);
    }

    @Test
    void for_each_passes_every_info_hash_once() {
        fill(5000);
        set.remove(Hashes.of(7));
        List<InfoHash> given = new ArrayList<>();
        set.forEach(given::add);
        Set<InfoHash> expected = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            expected.add(Hashes.of(i));
        }
        expected.remove(Hashes.of(7));
        assertThat(given).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void contains_allocates_nothing() {
        fill(10_000);
        InfoHash in = Hashes.of(1);
        InfoHash out = Hashes.of(-1);
        assertThat(AllocatedBytes.perCall(() -> set.contains(in))).isZero();
        assertThat(AllocatedBytes.perCall(() -> set.contains(out))).isZero();
        assertThat(set.contains(in)).isTrue();
        assertThat(set.contains(out)).isFalse();
    }

    @Test
    void the_hash_depends_on_the_key() {
        KeyedHash one = new KeyedHash(new Random(1));
        KeyedHash other = new KeyedHash(new Random(2));
        assertThat(one.of(Hashes.of(1))).isNotEqualTo(other.of(Hashes.of(1)));
    }

    private void fill(int hashes) {
        fill(set, hashes);
    }

    private static void fill(InfoHashSet set, int hashes) {
        for (int i = 0; i < hashes; i++) {
            set.add(Hashes.of(i));
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
