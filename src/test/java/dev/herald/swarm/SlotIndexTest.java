package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The index beside a list of random hashes that grows, shrinks and changes its order. */
final class SlotIndexTest {

    @Property(tries = 50)
    void every_entry_is_found_and_no_other(@ForAll long seed) {
        Random random = new Random(seed);
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

    private static int someHash(List<Integer> list, Random random) {
        Map<Integer, Integer> counts = new HashMap<>();
        int hash = list.get(random.nextInt(list.size()));
        list.forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts.get(hash) < 8 ? hash : random.nextInt();
    }

    private static void removeSome(List<Integer> list, SlotIndex index, Random random) {
        int at = random.nextInt(list.size());
        int last = list.size() - 1;
        if (at != last) {
            index.exchange(list.get(at), at, list.get(last), last);
            int kept = list.get(at);
            list.set(at, list.get(last));
            list.set(last, kept);
        }
        index.remove(list.get(last), last);
        list.remove(last);
    }

    private static void exchangeSome(List<Integer> list, SlotIndex index, Random random) {
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
