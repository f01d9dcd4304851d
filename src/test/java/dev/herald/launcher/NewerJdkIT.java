package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewerJdkIT {

    @Test
    void the_jar_serves_on_JDK_25_and_stops_on_SIGTERM_with_exit_code_0(@TempDir Path folder) throws Exception {
        Path jdk = Requires.jdk(25);
        try (HeraldProcess herald =
                HeraldProcess.run(folder, HeraldProcess.FREE_PORTS, HeraldProcess.jarCommand(jdk))) {
            String block = herald.block();

            assertThat(herald.errors()).contains("UDP transport " + (Epoll.isAvailable() ? "foreign" : "nio"));
            assertThat(Asking.udpConnect(HeraldProcess.find(block, "(udp://127\\S+)")))
                    .isTrue();
            assertThat(Asking.http(HeraldProcess.find(block, "(http://\\S+)announce") + "health_check"))
                    .isEqualTo("200 {\"status\":\"Ok\"}");

            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.block()).isEmpty();
            assertThat(herald.errors().lines())
                    .allMatch(line -> line.startsWith("WARNING:") || line.contains(" UDP transport "));
        }
    }
}
