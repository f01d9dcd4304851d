package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the set with {@link HashSet}. */
final class InfoHashSetModelTest {

    /** With a key of zeros many info hashes collide. */
    static final KeyedHash ZERO_KEY = new KeyedHash(() -> 0L);

    private record Step(boolean adds, InfoHash infoHash) {}

    @Test
    void behaves_like_a_HashSet() {
        Seeds.runs(
                1000,
                random -> followsTheModel(
                        new InfoHashSet(new KeyedHash(new Random(random.nextLong()))),
                        Seeds.list(random, 300, InfoHashSetModelTest::step)));
    }

    @Test
    void behaves_like_a_HashSet_with_collisions() {
        Seeds.runs(
                300,
                random -> followsTheModel(
                        new InfoHashSet(ZERO_KEY), Seeds.list(random, 300, InfoHashSetModelTest::colliding)));
    }

    private static void followsTheModel(InfoHashSet set, List<Step> steps) {
        Set<InfoHash> model = new HashSet<>();
        for (Step step : steps) {
            InfoHash infoHash = step.infoHash;
            boolean changed = step.adds ? model.add(infoHash) : model.remove(infoHash);
            assertThat(step.adds ? set.add(infoHash) : set.remove(infoHash)).isEqualTo(changed);
            assertThat(set.size()).isEqualTo(model.size());
            assertThat(set.contains(infoHash)).isEqualTo(step.adds);
        }
        steps.forEach(step -> assertThat(set.contains(step.infoHash)).isEqualTo(model.contains(step.infoHash)));
        Set<InfoHash> given = new HashSet<>();
        set.forEach(infoHash -> assertThat(given.add(infoHash)).isTrue());
        assertThat(given).isEqualTo(model);
    }

    /** Few different info hashes, of which some differ in one word only. */
    private static Step step(SplittableRandom random) {
        InfoHash infoHash = random.nextBoolean()
                ? new InfoHash(random.nextLong(3), random.nextLong(-1, 2), random.nextInt(-1, 2))
                : Hashes.of(random.nextInt(41));
        return new Step(random.nextBoolean(), infoHash);
    }

    private static Step colliding(SplittableRandom random) {
        return new Step(random.nextBoolean(), new InfoHash(0, random.nextLong(31), 7));
    }
}
