package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.herald.Requires;
import dev.herald.tls.PemPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What other users of the machine, and other programs of the same user, can see of a running Herald. */
@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsIT {

    private static final String KEY = "0123456789abcdef".repeat(2);
    private static final String TOKEN = "a-token-of-the-settings-file";
    private static final String PASSWORD = "a-password-${of}-the-settings-file";
    private static final String VARIABLE = "a-token-of-the-environment";

    @TempDir
    Path folder;

    /** {@link RunningHeraldIT} uses a stricter umask. */
    @Test
    void files_are_private_and_secrets_are_no_properties_or_arguments() throws Exception {
        Path data = Files.createDirectory(folder.resolve("herald-data"));
        permit(data, "rwxr-xr-x");
        Path settings = Files.writeString(data.resolve("herald.properties"), """
                herald.udp.connection-key=%s
                herald.api.token.test=%s
                herald.database.password=%s
                """.formatted(KEY, TOKEN, PASSWORD));
        permit(settings, "rw-r--r--");
        PemPair pair = PemPair.make("EC");
        pair.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_VARIABLE", VARIABLE);
        environment.put(
                "HERALD_HTTP_JAXRS_TLS_CERTIFICATE", folder.resolve("cert.pem").toString());
        environment.put("HERALD_HTTP_JAXRS_TLS_KEY", folder.resolve("key.pem").toString());
        List<String> command =
                HeraldProcess.jarCommand(Path.of(System.getProperty("java.home")), HeraldProcess.COMPILED_ONCE);
        String script = "umask 000; exec " + String.join(" ", command);
        String shell = Requires.program("sh", "apt-get install dash").toString();

        try (HeraldProcess herald = HeraldProcess.run(folder, environment, List.of(shell, "-c", script))) {
            String block = herald.block();
            assertThat(block).as(herald.errors()).contains("operator");

            assertThat(herald.errors().lines().limit(2))
                    .containsExactly(
                            "herald: " + data
                                    + " was accessible to other users (rwxr-xr-x); its permissions are now rwx------",
                            "herald: " + settings
                                    + " was accessible to other users (rw-r--r--); its permissions are now rw-------");
            assertThat(permissions(data)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files.filter(Files::isRegularFile))
                        .extracting(file -> file.getFileName().toString())
                        .contains("herald.mv.db", "herald.lock", "herald.properties");
            }
            try (Stream<Path> files = Files.list(data)) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
            assertThat(permissions(data.resolve("runtime/http-listener.p12"))).isEqualTo("rw-------");
            seesNoSecret(herald.pid());
            String stats = HeraldProcess.find(block, "operator  (\\S+)") + "api/v1/stats?token=";
            assertThat(ServerRequests.http(stats + TOKEN)).startsWith("200 ");
            assertThat(ServerRequests.http(stats + VARIABLE)).startsWith("200 ");
        }
    }

    private static void seesNoSecret(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        Properties properties = machine.getSystemProperties();
        machine.detach();
        String arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        assertThat(properties).containsKey("herald.udp.bind");
        for (String secret : List.of(KEY, TOKEN, PASSWORD, VARIABLE)) {
            assertThat(properties.toString()).doesNotContain(secret);
            assertThat(arguments).doesNotContain(secret);
        }
        assertThat(ProcessHandle.of(pid).orElseThrow().children()).isEmpty();
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
