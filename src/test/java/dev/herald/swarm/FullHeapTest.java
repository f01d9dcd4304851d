package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Commands;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code herald.memory.max-peers=auto}: the heap suffices for any announces. Each store runs in its own JVM. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FullHeapTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void store_filled_to_its_cap_leaves_free_heap(boolean details) throws IOException {
        for (FullHeap.Distribution distribution : FullHeap.Distribution.values()) {
            String printed = Commands.run(new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FullHeap.class.getName(),
                    distribution.name(),
                    Boolean.toString(details)));
            assertThat(printed).as("%s, details: %s", distribution, details).contains("full");
        }
    }

    @Test
    void automatic_cap_is_two_thirds_of_the_heap_and_at_most_the_largest_int() {
        assertThat(SwarmSettings.peersOf(3 * 96 * 1000, false)).isEqualTo(2000);
        assertThat(SwarmSettings.peersOf(3 * 216 * 1000, true)).isEqualTo(2000);
        assertThat(SwarmSettings.peersOf(Long.MAX_VALUE, true)).isEqualTo(Integer.MAX_VALUE);
        assertThat(SwarmSettings.peersOf(0, true)).isEqualTo(1);
    }
}
