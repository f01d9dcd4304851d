package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Compares the index with a list of random hashes that grows, shrinks and changes its order. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SlotIndexTest {

    @Test
    void every_entry_is_found_and_no_other() {
        Seeds.runs(20, SlotIndexTest::growAndShrink);
    }

    private static void growAndShrink(SplittableRandom random) {
        List<Integer> list = new ArrayList<>();
        SlotIndex index = new SlotIndex(list::get);
        for (int phase = 0; phase < 4; phase++) {
            int target = random.nextInt(4000);
            while (list.size() != target) {
                if (list.size() < target || random.nextInt(4) == 0) {
                    list.add(random.nextInt(8) == 0 && !list.isEmpty() ? someHash(list, random) : random.nextInt());
                    index.add(list.get(list.size() - 1), list.size() - 1);
                } else {
                    removeSome(list, index, random);
                }
                if (list.size() > 1) {
                    exchangeSome(list, index, random);
                }
            }
            check(list, index);
        }
    }

    @Test
    void slices_visit_staying_entries_once() {
        Seeds.runs(20, SlotIndexTest::slice);
    }

    private static void slice(SplittableRandom random) {
        List<Integer> list = new ArrayList<>();
        SlotIndex index = new SlotIndex(list::get);
        int size = random.nextInt(3000);
        // Even hashes stay, odd ones are added and removed.
        for (int i = 0; i < size; i++) {
            add(list, index, random.nextInt());
        }
        Map<Integer, Integer> staying = even(list);
        Map<Integer, Integer> met = new HashMap<>();
        for (long from = 0; from < SlotIndex.END; ) {
            long end = index.sliceEnd(from);
            List<Integer> slice = new ArrayList<>();
            index.slice(from, end, position -> slice.add(list.get(position)));
            for (int hash : slice) {
                long unsigned = hash & 0xffff_ffffL;
                assertThat(unsigned >= from && unsigned < end).isTrue();
            }
            even(slice).forEach((hash, count) -> met.merge(hash, count, Integer::sum));
            assertThat(slice).hasSizeLessThanOrEqualTo(150);
            from = end;
            churn(list, index, random);
        }
        assertThat(met).isEqualTo(staying);
    }

    @Test
    void emptied_index_is_as_small_as_a_new_one() {
        Seeds.runs(5, SlotIndexTest::empty);
    }

    private static void empty(SplittableRandom random) {
        List<Integer> list = new ArrayList<>();
        SlotIndex index = new SlotIndex(list::get);
        for (int i = 0; i < 50_000; i++) {
            add(list, index, random.nextInt());
        }
        assertThat(HeldBytes.of(index)).isGreaterThan(200_000);
        while (!list.isEmpty()) {
            removeSome(list, index, random);
        }
        assertThat(HeldBytes.of(index)).isLessThan(100);
    }

    /** More equal hashes than a segment has slots cannot be split, and must not double the directory. */
    @Test
    void entries_with_equal_hashes_are_all_found() {
        List<Integer> list = new ArrayList<>();
        SlotIndex index = new SlotIndex(list::get);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            add(list, index, i % 2 == 0 ? 7 : random.nextInt());
        }
        check(list, index);
        assertThat(index.size()).isEqualTo(20_000);
        assertThat(HeldBytes.of(index)).isLessThan(20_000 * 8);
        while (list.size() > 10) {
            removeSome(list, index, random);
        }
        check(list, index);
    }

    @Test
    void position_out_of_range_is_rejected() {
        SlotIndex index = new SlotIndex(position -> 1);
        index.add(1, SlotIndex.MAX_POSITION);
        assertThat(index.position(1, index.first(1))).isEqualTo(SlotIndex.MAX_POSITION);
        assertThatThrownBy(() -> index.add(1, SlotIndex.MAX_POSITION + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void churn(List<Integer> list, SlotIndex index, SplittableRandom random) {
        int changes = random.nextInt(80);
        boolean growing = random.nextBoolean();
        for (int i = 0; i < changes; i++) {
            int at = list.isEmpty() ? 0 : random.nextInt(list.size());
            if (growing) {
                add(list, index, random.nextInt() | 1);
            } else if (at < list.size() && list.get(at) % 2 != 0) {
                remove(at, list, index);
            }
        }
    }

    private static void add(List<Integer> list, SlotIndex index, int hash) {
        list.add(hash);
        index.add(hash, list.size() - 1);
    }

    private static Map<Integer, Integer> even(List<Integer> hashes) {
        Map<Integer, Integer> even = new HashMap<>();
        hashes.stream().filter(hash -> hash % 2 == 0).forEach(hash -> even.merge(hash, 1, Integer::sum));
        return even;
    }

    private static int someHash(List<Integer> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static void removeSome(List<Integer> list, SlotIndex index, SplittableRandom random) {
        remove(random.nextInt(list.size()), list, index);
    }

    private static void remove(int at, List<Integer> list, SlotIndex index) {
        int last = list.size() - 1;
        if (at != last) {
            index.exchange(list.get(at), at, list.get(last), last);
            int kept = list.get(at);
            list.set(at, list.get(last));
            list.set(last, kept);
        }
        int hash = list.get(last);
        index.remove(hash, last);
        list.remove(last);
        index.trim(hash);
    }

    private static void exchangeSome(List<Integer> list, SlotIndex index, SplittableRandom random) {
        int one = random.nextInt(list.size());
        int other = random.nextInt(list.size());
        if (one != other) {
            index.exchange(list.get(one), one, list.get(other), other);
            int kept = list.get(one);
            list.set(one, list.get(other));
            list.set(other, kept);
        }
    }

    private static void check(List<Integer> list, SlotIndex index) {
        Map<Integer, List<Integer>> expected = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            expected.computeIfAbsent(list.get(i), hash -> new ArrayList<>()).add(i);
        }
        expected.forEach(
                (hash, positions) -> assertThat(found(list, index, hash)).hasSameElementsAs(positions));
    }

    private static List<Integer> found(List<Integer> list, SlotIndex index, int hash) {
        List<Integer> found = new ArrayList<>();
        for (int slot = index.first(hash); slot >= 0; slot = index.next(hash, slot)) {
            int position = index.position(hash, slot);
            if (list.get(position) == hash) {
                found.add(position);
            }
        }
        return found;
    }
}
