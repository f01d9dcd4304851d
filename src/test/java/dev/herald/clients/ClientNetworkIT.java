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
final class ClientNetworkIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireNamespaces() throws Exception {
        ClientNetwork.require();
    }

    @Test
    void network_has_no_default_route() throws Exception {
        try (ClientNetwork network = ClientNetwork.open()) {
            network.newHost();
            Host tracker = network.tracker();
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

    /** The kernel closes the pipe when the test JVM is killed, too. */
    @Test
    void closing_the_pipe_ends_all_processes_of_the_network() throws Exception {
        ClientNetwork network = ClientNetwork.open();
        Program program = network.newHost()
                .start(folder.resolve("sleeper"), Map.of(), List.of("sh", "-c", "sleep 600 & echo up; wait"));
        Eventually.says("the sleeper", "up", program::logTail, TIMEOUT);
        List<ProcessHandle> inside = program.launcher().descendants().toList();
        assertThat(inside).hasSize(2).allMatch(ProcessHandle::isAlive);
        network.close();
        for (ProcessHandle process : inside) {
            process.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(program.launcher().waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
