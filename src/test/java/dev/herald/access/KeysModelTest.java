package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The compact keys against {@link HashMap}. */
final class KeysModelTest {

    private record Step(boolean puts, AccessKey key, long validUntil) {}

    @Property
    void does_what_a_map_does(@ForAll("steps") List<Step> steps) {
        Keys keys = new Keys();
        Map<AccessKey, Long> model = new HashMap<>();
        for (Step step : steps) {
            if (step.puts) {
                keys.put(step.key, step.validUntil);
                model.put(step.key, step.validUntil);
            } else {
                keys.remove(step.key);
                model.remove(step.key);
            }
            assertThat(keys.size()).isEqualTo(model.size());
        }
        steps.forEach(
                step -> assertThat(keys.validUntil(step.key)).isEqualTo(model.getOrDefault(step.key, Keys.NOBODYS)));
    }

    /** Half of them collide: "Aa" and "BB" have one hash, and so have all texts that are made of them. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> colliding =
                Arbitraries.of("Aa", "BB").list().ofSize(8).map(pieces -> String.join("", pieces));
        Arbitrary<String> others = Arbitraries.integers().between(0, 300).map("key-of-16-or-more-%03d"::formatted);
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.oneOf(colliding, others).map(AccessKey::of),
                        Arbitraries.longs().greaterOrEqual(Long.MIN_VALUE + 1))
                .as(Step::new)
                .list()
                .ofMaxSize(300);
    }
}
