package dev.herald.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ArenaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @BeforeAll
    static void needs_namespaces() throws Exception {
        Arena.require();
    }

    @Test
    void no_road_leads_out() throws Exception {
        try (Arena arena = Arena.open()) {
            arena.newHost();
            Host tracker = arena.tracker();
            assertThat(tracker.run(List.of("ip", "-4", "route")))
                    .contains("10.77.0.0/24")
                    .doesNotContain("default");
            assertThat(tracker.run(List.of("ip", "-6", "route")))
                    .contains("fd77::/64")
                    .doesNotContain("default");
            assertThat(tracker.run(List.of("ip", "-brief", "link")).lines())
                    .hasSize(3)
                    .allMatch(link -> link.matches("(lo|bridge|to-host2@if\\d+) .*"));
        }
    }

    /** The kernel closes that pipe for a test that was killed, too. */
    @Test
    void everything_inside_ends_with_the_pipe_that_the_test_holds() throws Exception {
        Arena arena = Arena.open();
        Program program = arena.newHost()
                .start(folder.resolve("sleeper"), Map.of(), List.of("sh", "-c", "sleep 600 & echo up; wait"));
        Eventually.says("the sleeper", "up", program::lastWords, PATIENCE);
        List<ProcessHandle> inside = program.entrance().descendants().toList();
        assertThat(inside).hasSize(2).allMatch(ProcessHandle::isAlive);
        arena.close();
        for (ProcessHandle process : inside) {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(program.entrance().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
