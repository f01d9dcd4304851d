package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The compact set against {@link HashSet}. */
final class InfoHashSetModelTest {

    /** A random generator that gives nothing but zeros makes {@link KeyedHash} collide as if its secret were known. */
    static final KeyedHash NO_SECRET = new KeyedHash(() -> 0L);

    private record Step(boolean adds, InfoHash infoHash) {}

    @Property
    void does_what_a_set_does(@ForAll("steps") List<Step> steps, @ForAll long secret) {
        followsTheModel(new InfoHashSet(new KeyedHash(new Random(secret))), steps);
    }

    @Property
    void does_so_too_if_all_hashes_collide(@ForAll("colliding") List<Step> steps) {
        followsTheModel(new InfoHashSet(NO_SECRET), steps);
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

    /** Few hashes, so that they come and go; some differ in one word only. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<InfoHash> near = Combinators.combine(
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.longs().between(-1, 1),
                        Arbitraries.integers().between(-1, 1))
                .as(InfoHash::new);
        Arbitrary<InfoHash> random = Arbitraries.integers().between(0, 40).map(Hashes::of);
        return steps(Arbitraries.oneOf(near, random));
    }

    @Provide
    Arbitrary<List<Step>> colliding() {
        return steps(Arbitraries.longs().between(0, 30).map(middle -> new InfoHash(0, middle, 7)));
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<InfoHash> hashes) {
        return Combinators.combine(Arbitraries.of(true, false), hashes)
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }
}
