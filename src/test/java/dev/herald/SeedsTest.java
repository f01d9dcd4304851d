package dev.herald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class SeedsTest {

    private String set;

    @BeforeEach
    void without_a_set_seed() {
        set = System.clearProperty(Seeds.PROPERTY);
    }

    @AfterEach
    void put_back() {
        System.clearProperty(Seeds.PROPERTY);
        if (set != null) {
            System.setProperty(Seeds.PROPERTY, set);
        }
    }

    @Test
    void each_run_has_another_seed() {
        Set<Long> seen = new HashSet<>();
        Seeds.runs(100, random -> seen.add(random.nextLong()));
        assertThat(seen).hasSize(100);
    }

    @Test
    void a_failure_names_the_seed_that_repeats_it_and_only_it() {
        List<Long> first = new ArrayList<>();
        Throwable failure = catchThrowable(() -> Seeds.runs(100, random -> {
            first.add(random.nextLong());
            assertThat(first).as("the mistake").hasSizeLessThan(7);
        }));
        assertThat(failure).isInstanceOf(AssertionError.class).hasMessageContaining("the mistake");
        assertThat(failure.getCause()).hasMessageContaining("the mistake");
        Matcher seed = Pattern.compile("-Dherald\\.test\\.seed=(-?\\d+) ").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();

        System.setProperty(Seeds.PROPERTY, seed.group(1));
        List<Long> again = new ArrayList<>();
        Seeds.runs(100, random -> again.add(random.nextLong()));
        assertThat(again).containsExactly(first.get(6));
    }

    @Test
    void an_exception_is_a_failure_too() {
        Throwable failure = catchThrowable(() -> Seeds.runs(1, random -> {
            throw new java.io.IOException("broken");
        }));
        assertThat(failure).isInstanceOf(AssertionError.class).hasRootCauseMessage("broken");
    }

    @Test
    void generators_reach_their_bounds() {
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> sizes = new HashSet<>();
        Set<Byte> bytes = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        Set<Character> characters = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] some = Seeds.bytes(random, 9);
            sizes.add(some.length);
            for (byte one : some) {
                bytes.add(one);
            }
            numbers.add(Seeds.number(random));
            Seeds.text(random, 9).chars().forEach(c -> characters.add((char) c));
            assertThat(Seeds.text(random, "ab", 2, 4)).matches("[ab]{2,4}");
            assertThat(Seeds.joined(random, 3, "x", "yz")).matches("(x|yz){0,3}");
        }
        assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(bytes).hasSize(256);
        assertThat(numbers).contains(0L, -1L, 255L, 65535L, 0x7fff_ffffL, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(characters).contains('\0', '\u007f', '\u00ff', '\ud800', '\udfff');
    }
}
