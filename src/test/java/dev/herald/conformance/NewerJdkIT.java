package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.launcher.HeraldProcess;
import dev.herald.launcher.ServerRequests;
import io.netty.channel.epoll.Epoll;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the recommended JDK, without options, with the UDP transport that Java 17 does not support. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NewerJdkIT {

    private static HeraldProcess herald;
    private static String block;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        herald = HeraldProcess.run(folder, HeraldProcess.FREE_PORTS, HeraldProcess.jarCommand(Requires.jdk(25)));
        block = herald.block();
    }

    @AfterAll
    static void stop() {
        if (herald != null) {
            herald.close();
        }
    }

    @Test
    void health_check_is_answered_and_the_foreign_transport_is_used_on_Linux() throws Exception {
        assertThat(herald.errors()).contains("UDP transport " + (Epoll.isAvailable() ? "foreign" : "nio"));
        assertThat(ServerRequests.http(
                        HeraldProcess.find(block, HeraldProcess.JAXRS_URL).replace("/announce", "/health_check")))
                .isEqualTo("200 {\"status\":\"Ok\"}");
    }

    @Nested
    @Order(1)
    final class Over_udp extends TrackerConformance {
        @Override
        public UdpClient frontend() {
            return new UdpClient(
                    URI.create(HeraldProcess.find(block, "(udp://127\\S+)")).getPort());
        }
    }

    @Nested
    @Order(2)
    final class Shutdown {

        @Test
        void SIGTERM_stops_the_process_with_exit_code_0() throws Exception {
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.block()).isEmpty();
            assertThat(herald.errors().lines())
                    .allMatch(line -> line.startsWith("WARNING:") || line.contains(" UDP transport "));
        }
    }
}
