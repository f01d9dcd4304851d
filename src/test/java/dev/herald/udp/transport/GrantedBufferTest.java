package dev.herald.udp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Endpoint;
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
    void a_granted_receive_buffer_has_the_requested_size(Transport transport) throws IOException {
        assertThat(granted(most(), transport)).isEqualTo(most());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_limited_receive_buffer_has_the_maximum_size(Transport transport) throws IOException {
        assertThat(granted(most() + 1, transport)).isEqualTo(most());
    }

    private static int most() throws IOException {
        // Files.readString reads in two steps, but the kernel returns such a number only in one.
        return Integer.parseInt(
                Files.readAllLines(Path.of("/proc/sys/net/core/rmem_max")).get(0));
    }

    private static int granted(int receiveBufferBytes, Transport transport) throws IOException {
        Endpoint bind = Endpoint.parse("127.0.0.1:0").orElseThrow();
        try (UdpServer server = new UdpServer(
                new UdpSettings(List.of(bind), 1, transport, receiveBufferBytes),
                HexClient.KEY,
                HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
                new Metrics(),
                InstantSource.system())) {
            assertThat(server.open()).hasSize(1);
            return server.receiveBufferBytes();
        }
    }
}
