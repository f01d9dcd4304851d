package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.LogRecords;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.UdpSettings.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel doubles what it is asked for and tells the double, so the edge is where a wrong reading shows. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GrantedBufferTest {

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void the_most_that_the_kernel_grants_is_nothing_to_tell(Transport transport) throws IOException {
        assertThat(warnings(most(), transport)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void one_byte_more_is_told_with_both_numbers(Transport transport) throws IOException {
        int more = most() + 1;
        assertThat(warnings(more, transport))
                .containsExactly("The kernel grants UDP receive buffers of " + most() + " bytes only, not " + more
                        + " (herald.udp.receive-buffer); sysctl -w net.core.rmem_max=" + more + " mends that");
    }

    private static int most() throws IOException {
        // Not as a string, which is read in two steps: the kernel gives such a number in one.
        return Integer.parseInt(
                Files.readAllLines(Path.of("/proc/sys/net/core/rmem_max")).get(0));
    }

    private static List<String> warnings(int receiveBufferBytes, Transport transport) throws IOException {
        Endpoint bind = Endpoint.parse("127.0.0.1:0").orElseThrow();
        try (LogRecords log = LogRecords.of(UdpServer.class);
                UdpServer server = new UdpServer(
                        new UdpSettings(List.of(bind), 1, transport, receiveBufferBytes),
                        Conversation.KEY,
                        Conversation.tracker(Conversation.policy(Unreachable.ANSWER)),
                        new Metrics(),
                        InstantSource.system())) {
            assertThat(server.open()).hasSize(1);
            return log.records().stream()
                    .filter(line -> line.getLevel().equals(Level.WARNING))
                    .map(new SimpleFormatter()::formatMessage)
                    .toList();
        }
    }
}
