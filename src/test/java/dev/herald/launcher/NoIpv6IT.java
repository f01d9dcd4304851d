package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a network namespace every port is free, so this also tests the default ports. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoIpv6IT {

    private static final String LISTENING = "0A";
    private static final String UNCONNECTED = "07";

    @Test
    void the_defaults_work_without_IPv6_and_one_line_reports_it(@TempDir Path folder) throws Exception {
        Requires.root("a network namespace without IPv6");
        String unshare =
                Requires.program("unshare", "apt-get install util-linux").toString();
        Requires.program("ip", "apt-get install iproute2");
        Requires.program("sysctl", "apt-get install procps");
        String java = String.join(
                " ", HeraldProcess.jarCommand(Path.of(System.getProperty("java.home")), HeraldProcess.COMPILED_ONCE));
        String script = "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 && ip link set lo up && exec " + java;

        try (HeraldProcess herald =
                HeraldProcess.run(folder, Map.of(), List.of(unshare, "--net", "sh", "-c", script))) {
            assertThat(herald.block())
                    .contains(
                            "  announce  udp://127.0.0.1:6969/announce\n            http://127.0.0.1:6969/announce\n            http://127.0.0.1:7070/announce  (for a reverse proxy)\n")
                    .contains("This machine has no IPv6, so only IPv4 is served.")
                    .contains("  operator  http://127.0.0.1:1212/\n");
            assertThat(herald.errors()).matches("\\S+ INFO .* UDP transport .*\n");

            assertThat(portsIn(herald, "tcp", LISTENING)).containsExactlyInAnyOrder(7070, 6969, 1212);
            assertThat(portsIn(herald, "udp", UNCONNECTED)).containsOnly(6969);

            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
        }
    }

    /** Local ports of the sockets in that state, in the network namespace of the process; Hazelcast would have some. */
    private static Set<Integer> portsIn(HeraldProcess herald, String protocol, String state) throws IOException {
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of(protocol, protocol + "6")) {
            Files.readAllLines(Path.of("/proc", Long.toString(herald.pid()), "net", table)).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[3].equals(state))
                    .map(fields -> fields[1].substring(fields[1].indexOf(':') + 1))
                    .forEach(port -> ports.add(Integer.parseInt(port, 16)));
        }
        return ports;
    }
}
