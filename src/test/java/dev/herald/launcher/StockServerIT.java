package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WAR on a stock Payara Micro with the files of payara-config, as in the manual. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StockServerIT {

    private static final Path CONFIG = Path.of("payara-config").toAbsolutePath();
    private static final String HTTP_PORT = "http-listener.port=7070";
    private static final String ADMIN_PORT = "--listenerport 1212";

    @TempDir
    Path folder;

    @Test
    void serves_over_UDP_and_HTTP_and_keeps_the_operator_s_side_apart() throws Exception {
        int http = FreePorts.next();
        int admin = FreePorts.next();
        Map<String, String> environment = new HashMap<>();
        environment.put("HERALD_DATA_DIR", folder.resolve("data").toString());
        environment.put("HERALD_UDP_BIND", "127.0.0.1:0");
        environment.put("HERALD_HTTP_NETTY_BIND", "127.0.0.1:0");
        environment.put("HERALD_HTTP_JAXRS_BIND", "[::]:" + http);
        environment.put("HERALD_ADMIN_BIND", "127.0.0.1:" + admin);

        try (HeraldProcess server = HeraldProcess.run(folder, environment, command(http, admin))) {
            awaitAnswer(server, "http://127.0.0.1:" + http + "/health_check");

            String operator = "http://127.0.0.1:" + admin;
            Asking.awaitOk(operator + "/health/ready");
            assertThat(Asking.udpConnect("udp://127.0.0.1:" + Asking.readyPort(operator, "udp") + "/announce"))
                    .isTrue();
            assertThat(Asking.http("http://127.0.0.1:" + http + "/health/ready"))
                    .startsWith("404 ");
            server.signal("TERM");
            assertThat(server.exitCode()).isIn(0, 143);
        }
    }

    private List<String> command(int http, int admin) throws IOException {
        String commands = Files.readString(CONFIG.resolve("pre-boot.asadmin"));
        assertThat(commands).containsOnlyOnce(HTTP_PORT).containsOnlyOnce(ADMIN_PORT);
        Path preBoot = Files.writeString(
                folder.resolve("pre-boot.asadmin"),
                commands.replace(HTTP_PORT, "http-listener.port=" + http)
                        .replace(ADMIN_PORT, "--listenerport " + admin));
        Path war = Files.copy(Path.of(System.getProperty("herald.war")), folder.resolve("ROOT.war"));
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + CONFIG.resolve("jvm.options"),
                "-Djava.io.tmpdir=" + tmp,
                "-jar",
                System.getProperty("payara.microJar"),
                "--nohazelcast",
                "--prebootcommandfile",
                preBoot.toString(),
                "--logproperties",
                CONFIG.resolve("logging.properties").toString(),
                war.toString());
    }

    /** Returns when that URL is answered with 200; fails if the server ends first, as it is made to if it hangs. */
    private static void awaitAnswer(HeraldProcess server, String url) throws IOException, InterruptedException {
        while (!answers(url)) {
            assertThat(server.endsWithin(200))
                    .as("the server has ended: " + server.errors())
                    .isFalse();
        }
    }

    private static boolean answers(String url) throws InterruptedException {
        try {
            return Asking.http(url).startsWith("200 ");
        } catch (IOException e) {
            // Nobody listens yet, or whoever does lets go of the connection.
            return false;
        }
    }
}
