package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
import dev.herald.http.LogRecords;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.udp.HexClient;
import dev.herald.udp.UdpSettings;
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

/** Linux doubles the requested size and reports the doubled size; a wrong conversion fails at the limit. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GrantedBufferTest {

    static Stream<Transport> transports() {
        return Transports.here();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_granted_receive_buffer_is_not_logged(Transport transport) throws IOException {
        assertThat(warnings(most(), transport)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_clamped_receive_buffer_is_logged_with_both_sizes(Transport transport) throws IOException {
        int more = most() + 1;
        assertThat(warnings(more, transport))
                .containsExactly("The kernel limits UDP receive buffers to " + most() + " of " + more
                        + " bytes (herald.udp.receive-buffer); to raise the limit: sysctl -w net.core.rmem_max="
                        + more);
    }

    private static int most() throws IOException {
        // Files.readString reads in two steps, but the kernel returns such a number only in one.
        return Integer.parseInt(
                Files.readAllLines(Path.of("/proc/sys/net/core/rmem_max")).get(0));
    }

    private static List<String> warnings(int receiveBufferBytes, Transport transport) throws IOException {
        Endpoint bind = Endpoint.parse("127.0.0.1:0").orElseThrow();
        try (LogRecords log = LogRecords.of(UdpServer.class);
                UdpServer server = new UdpServer(
                        new UdpSettings(List.of(bind), 1, transport, receiveBufferBytes),
                        HexClient.KEY,
                        HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
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
