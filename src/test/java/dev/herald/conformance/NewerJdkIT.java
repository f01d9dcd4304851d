package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.launcher.HeraldProcess;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the recommended Java, which moves datagrams in a way that Java 17 cannot. */
final class NewerJdkIT {

    private static HeraldProcess herald;
    private static String block;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path jdk = Requires.jdk(25);
        herald = HeraldProcess.run(
                folder, HeraldProcess.FREE_PORTS, HeraldProcess.jarCommand(jdk, HeraldProcess.COMPILED_ONCE));
        block = herald.block();
        assertThat(herald.errors()).contains("UDP transport foreign");
    }

    @AfterAll
    static void stop() {
        if (herald != null) {
            herald.close();
        }
    }

    private static int port(String pattern) {
        return URI.create(HeraldProcess.find(block, pattern)).getPort();
    }

    @Nested
    final class Over_udp extends TrackerConformance {
        @Override
        public UdpClient door() {
            return new UdpClient(port("(udp://127\\S+)"));
        }
    }
}
