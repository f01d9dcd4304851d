package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.FreePorts;
import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR on stock releases of Payara Micro with the files of payara-config, as in the manual. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StockServerIT {

    private static final Path CONFIG = Path.of("payara-config").toAbsolutePath();
    private static final String HTTP_PORT = "http-listener.port=7070";
    private static final String ADMIN_PORT = "--listenerport 1212";
    private static final String ANNOUNCE =
            "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-aaaaaaaaaaaa&left=1&port=";

    @TempDir
    Path folder;

    /** A release of Payara Micro, and the JDK that it runs on. */
    private enum Release {
        PAYARA_6("payara.microJar") {
            @Override
            Path jdk() {
                return Path.of(System.getProperty("java.home"));
            }
        },
        /** Jakarta EE 11; needs JDK 21. */
        PAYARA_7("payara.microJar7") {
            @Override
            Path jdk() {
                return Requires.jdk(25);
            }
        };

        private final String jar;

        Release(String property) {
            jar = System.getProperty(property);
        }

        abstract Path jdk();
    }

    @ParameterizedTest
    @EnumSource
    void every_frontend_is_served_and_operators_paths_are_separate(Release release) throws Exception {
        int http = FreePorts.next();
        int admin = FreePorts.next();
        Map<String, String> environment = new HashMap<>();
        environment.put("HERALD_DATA_DIR", folder.resolve("data").toString());
        environment.put("HERALD_UDP_BIND", "127.0.0.1:0");
        environment.put("HERALD_HTTP_NETTY_BIND", "127.0.0.1:0");
        environment.put("HERALD_HTTP_JAXRS_BIND", "[::]:" + http);
        environment.put("HERALD_ADMIN_BIND", "127.0.0.1:" + admin);
        environment.put("HERALD_API_TOKEN_TEST", "token-of-the-test");
        String container = "http://127.0.0.1:" + http;
        String operator = "http://127.0.0.1:" + admin;

        try (HeraldProcess server = HeraldProcess.run(folder, environment, command(release, http, admin))) {
            awaitAnswer(server, operator + "/health/ready");
            assertThat(server.errors()).as("health requests during the start").doesNotContain("ContextNotActive");

            String netty = "http://127.0.0.1:" + ServerRequests.readyPort(operator, "http.netty");
            assertThat(ServerRequests.udpConnect(
                            "udp://127.0.0.1:" + ServerRequests.readyPort(operator, "udp") + "/announce"))
                    .isTrue();
            assertThat(ServerRequests.http(container + ANNOUNCE + 6881))
                    .contains("8:completei0e")
                    .contains("10:incompletei1e");
            assertThat(ServerRequests.http(netty + ANNOUNCE + 6882)).contains("10:incompletei2e");
            assertThat(ServerRequests.http(operator + "/api/v1/stats?token=token-of-the-test"))
                    .startsWith("200 ")
                    .contains("\"leechers\":2");
            assertThat(ServerRequests.http(operator + "/api/v1/stats?token=another"))
                    .doesNotStartWith("200 ");
            assertThat(ServerRequests.http(container + "/health/ready")).startsWith("404 ");
            assertThat(ServerRequests.http(operator + "/metrics")).startsWith("401 ");
            assertThat(ServerRequests.http(operator + "/metrics/base")).startsWith("404 ");
            server.signal("TERM");
            assertThat(server.exitCode()).isIn(0, 143);
        }
    }

    private List<String> command(Release release, int http, int admin) throws IOException {
        String commands = Files.readString(CONFIG.resolve("pre-boot.asadmin"));
        assertThat(commands).containsOnlyOnce(HTTP_PORT).containsOnlyOnce(ADMIN_PORT);
        Path preBoot = Files.writeString(
                folder.resolve("pre-boot.asadmin"),
                commands.replace(HTTP_PORT, "http-listener.port=" + http)
                        .replace(ADMIN_PORT, "--listenerport " + admin));
        Path war = Files.copy(Path.of(System.getProperty("herald.war")), folder.resolve("ROOT.war"));
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        return List.of(
                release.jdk().resolve("bin/java").toString(),
                "@" + CONFIG.resolve("jvm.options"),
                "-Djava.io.tmpdir=" + tmp,
                "-jar",
                release.jar,
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
            return ServerRequests.http(url).startsWith("200 ");
        } catch (IOException e) {
            // Nothing listens yet, or the connection is closed.
            return false;
        }
    }
}
