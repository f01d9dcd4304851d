package dev.herald.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.bittorrent.AccessKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The compact keys against {@link HashMap}. */
final class KeysModelTest {

    private record Step(boolean puts, AccessKey key, long validUntil) {}

    @Test
    void does_what_a_map_does() {
        Seeds.runs(300, random -> followsTheModel(Seeds.list(random, 300, KeysModelTest::step)));
    }

    private static void followsTheModel(List<Step> steps) {
        Keys keys = new Keys();
        Map<AccessKey, Long> model = new HashMap<>();
        for (Step step : steps) {
            if (step.puts) {
                keys.put(step.key, step.validUntil);
                // The one number that means that there is no such key is as long ago as its neighbour.
                model.put(step.key, Math.max(step.validUntil, Keys.NOBODYS + 1));
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
    private static Step step(SplittableRandom random) {
        StringBuilder key = new StringBuilder();
        while (key.length() < 16) {
            key.append(Seeds.pick(random, "Aa", "BB"));
        }
        String other = "key-of-16-or-more-%03d".formatted(random.nextInt(301));
        return new Step(
                random.nextInt(3) > 0,
                AccessKey.of(random.nextBoolean() ? key.toString() : other),
                Seeds.number(random));
    }
}
