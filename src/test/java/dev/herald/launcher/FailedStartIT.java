package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.config.PrivateFiles;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failed start prints the reason on one line and exits with code 1, before the container boots. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailedStartIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "HERALD_UDP_BIND,            localhost:6969,  herald.udp.bind must be addresses",
        "HERALD_UDP_THREADS,         -1,              herald.udp.threads must be from 0 to 1024",
        "HERALD_HTTP_JAXRS_BIND,           8080,            herald.http.jaxrs.bind must be one address",
        "HERALD_HTTP_TRUSTED_PROXIES, nginx,          herald.http.trusted-proxies must be addresses or networks",
        "HERALD_HTTP_NETTY_BIND,         6969,            herald.http.netty.bind must be addresses",
        "HERALD_HTTP_NETTY_IDLE_TIMEOUT, 0,               herald.http.netty.idle-timeout must be from 1 to 3600",
        "HERALD_ADMIN_BIND,          '',              herald.admin.bind must be one address",
        "HERALD_ANNOUNCE_INTERVAL,   30,              herald.announce.interval must be from 60 to 14400",
        "HERALD_ANNOUNCE_MAX_PEERS,  1000,            herald.announce.max-peers must be from 1 to 200",
        "HERALD_SWARM_DETAILS,       maybe,           herald.swarm.details must be true or false",
        "HERALD_DATA_DIR,            '',              herald.data-dir must name a directory",
    })
    void an_invalid_value_is_rejected(String variable, String value, String line) throws Exception {
        assertThat(rejection(Map.of(variable, value)))
                .startsWith("herald: " + line)
                .contains(value.isEmpty() ? "but is empty" : value)
                .contains(variable);
    }

    @Test
    void an_unknown_system_property_is_rejected() throws Exception {
        assertThat(rejection(Map.of(), "-Dherald.udp.bnid=1")).contains("herald.udp.bnid", "herald.udp.bind");
    }

    @Test
    void an_unknown_name_in_the_settings_file_is_rejected() throws Exception {
        Path file = Files.writeString(folder.resolve("my.properties"), "herald.swarm.detials=false\n");

        assertThat(rejection(Map.of("HERALD_CONFIG", file.toString())))
                .contains("herald.swarm.detials", file.toString(), "herald.swarm.details");
    }

    @Test
    void a_missing_settings_file_is_rejected() throws Exception {
        assertThat(rejection(Map.of(), "-Dherald.config=missing.properties"))
                .contains("cannot read the settings file " + folder.resolve("missing.properties"));
    }

    @Test
    void an_invalid_settings_file_is_rejected() throws Exception {
        assertThat(rejection(Map.of("HERALD_CONFIG", folder.toString()))).contains("cannot read the settings file");
        Path broken = Files.writeString(folder.resolve("broken"), "herald.udp.bind=\\u00zz\n");
        assertThat(rejection(Map.of("HERALD_CONFIG", broken.toString())))
                .contains("cannot read the settings file " + broken);
    }

    @Test
    void an_unwritable_data_directory_is_rejected() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(rejection(Map.of("HERALD_DATA_DIR", file.toString())))
                .contains("cannot write to the data directory " + file);
    }

    @Test
    void a_data_directory_in_use_is_rejected() throws Exception {
        Path data = Files.createDirectories(folder.resolve("herald-data"));
        try (FileChannel channel = FileChannel.open(
                        data.resolve("herald.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(rejection(Map.of())).contains("the data directory " + data + " is in use by another Herald");
        }
    }

    @Test
    void a_TCP_port_in_use_is_rejected() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            String bind = "127.0.0.1:" + taken.getLocalPort();

            assertThat(rejection(Map.of(
                            "HERALD_UDP_BIND",
                            "127.0.0.1:0",
                            "HERALD_HTTP_NETTY_BIND",
                            "",
                            "HERALD_HTTP_JAXRS_BIND",
                            bind)))
                    .contains("cannot listen on TCP " + bind + " (herald.http.jaxrs.bind)");
        }
    }

    @Test
    void a_UDP_port_in_use_is_rejected() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
            String bind = "0.0.0.0:" + taken.getLocalPort();

            assertThat(rejection(Map.of("HERALD_UDP_BIND", bind)))
                    .contains("cannot listen on UDP " + bind + " (herald.udp.bind)");
        }
    }

    @Test
    void an_error_of_the_application_is_reported() throws Exception {
        Path data = folder.resolve("herald-data");
        PrivateFiles.createDirectory(data);
        PrivateFiles.write(data.resolve("connection-id.key"), "no key".getBytes(StandardCharsets.UTF_8));

        assertThat(rejection(HeraldProcess.FREE_PORTS)).contains(data.resolve("connection-id.key") + " must be");
    }

    @Test
    void several_invalid_settings_are_all_reported() throws Exception {
        Path file = Files.writeString(folder.resolve("my.properties"), "herald.swarm.detials=false\nherald.listed=2\n");
        Map<String, String> environment =
                Map.of("HERALD_CONFIG", file.toString(), "HERALD_UDP_THREADS", "-1", "HERALD_HTTP_JAXRS_BIND", "8080");
        try (HeraldProcess herald = HeraldProcess.start(folder, environment, HeraldProcess.COMPILED_ONCE)) {
            assertThat(herald.exitCode()).isEqualTo(1);
            assertThat(herald.errors().lines())
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("herald: herald."))
                    .anyMatch(line -> line.contains("herald.swarm.detials"))
                    .anyMatch(line -> line.contains("herald.listed must be true or false"))
                    .anyMatch(line -> line.contains("herald.udp.threads must be"))
                    .anyMatch(line -> line.contains("herald.http.jaxrs.bind must be"));
        }
    }

    @Test
    void an_unknown_argument_is_rejected_with_exit_code_2() throws Exception {
        try (HeraldProcess herald = HeraldProcess.run(folder, Map.of(), command("--hlep"))) {
            assertThat(herald.block()).isEmpty();
            assertThat(herald.exitCode()).isEqualTo(2);
            assertThat(herald.errors()).hasLineCount(1).contains("--hlep", "--help");
        }
    }

    @ParameterizedTest
    @CsvSource({"--help, Usage: java", "--version, Herald 0."})
    void help_and_version_are_printed_and_nothing_is_written(String argument, String answer) throws Exception {
        try (HeraldProcess herald =
                HeraldProcess.run(folder, Map.of("HERALD_UDP_BIND", "nonsense"), command(argument))) {
            assertThat(herald.block()).startsWith(answer);
            assertThat(herald.exitCode()).isZero();
            assertThat(herald.errors()).isEmpty();
            assertThat(folder.resolve("herald-data")).doesNotExist();
        }
    }

    private static List<String> command(String argument) {
        List<String> command =
                HeraldProcess.jarCommand(Path.of(System.getProperty("java.home")), HeraldProcess.COMPILED_ONCE);
        command.add(argument);
        return command;
    }

    private String rejection(Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of(HeraldProcess.COMPILED_ONCE), Stream.of(options))
                .toArray(String[]::new);
        try (HeraldProcess herald = HeraldProcess.start(folder, environment, all)) {
            assertThat(herald.block()).isEmpty();
            assertThat(herald.exitCode()).isEqualTo(1);
            assertThat(herald.errors()).startsWith("herald: ").hasLineCount(1);
            return herald.errors();
        }
    }
}
