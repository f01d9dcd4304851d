package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.config.SettingsDefaults;
import dev.herald.config.SettingsDefaults.Setting;
import dev.herald.config.SettingsSources;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of one Herald: a first start, service, a kill, and a second start in the same directory. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunningHeraldIT {

    private static final String TRANSPORT =
            "\\S+ INFO dev\\.herald\\.udp\\.transport\\.UdpServer UDP transport (foreign|epoll|nio), event loops: ";
    private static final String DROPPED = "(?m)^udp_tracker_server_datagrams_dropped_total(\\{[^}]*})? ";

    /** A receive buffer that every kernel grants, so that no warning is logged, and that is soon full. */
    private static final String RECEIVE_BUFFER = "HERALD_UDP_RECEIVE_BUFFER";

    private static final String SMALLEST_BUFFER = "65536";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String CONNECTION_KEY = "connection-id.key";
    private static final String ANNOUNCE =
            "?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HR0100-aaaaaaaaaaaa&port=6881&uploaded=0&downloaded=0&left=1&compact=1";

    private Path folder;
    private Path data;
    private HeraldProcess herald;
    private String block;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("herald-data");
        Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_SERVICE_HOST", "10.0.0.1");
        environment.put(RECEIVE_BUFFER, SMALLEST_BUFFER);
        herald = HeraldProcess.start(
                folder, environment, HeraldProcess.COMPILED_ONCE, "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        block = herald.block();
    }

    @AfterAll
    void end() {
        herald.close();
    }

    @Test
    @Order(1)
    void the_banner_contains_all_addresses() {
        assertThat(block)
                .containsPattern("(?m)^Herald [0-9.]+ is up\\.")
                .containsPattern("udp://127\\.0\\.0\\.1:[1-9][0-9]*/announce\n")
                .containsPattern("http://127\\.0\\.0\\.1:[1-9][0-9]*/announce\n")
                .containsPattern("operator  http://127\\.0\\.0\\.1:[1-9][0-9]*/\n")
                .contains("data      " + data + "\n")
                .contains("settings  " + data.resolve("herald.properties") + "\n");
    }

    @Test
    @Order(1)
    void only_an_unknown_variable_and_the_UDP_transport_are_logged() throws IOException {
        assertThat(herald.errors())
                .matches("herald: warning: unknown settings in environment variables are ignored: HERALD_SERVICE_HOST\n"
                        + TRANSPORT + "\\d+\n");
    }

    @Test
    @Order(1)
    void the_settings_file_contains_comments_only() throws Exception {
        String text = Files.readString(data.resolve("herald.properties"));

        assertThat(SettingsSources.readFile(data.resolve("herald.properties"))).isEmpty();
        assertThat(SettingsDefaults.load().settings()).extracting(Setting::key).allSatisfy(key -> assertThat(text)
                .contains("\n#" + key + "="));
    }

    @Test
    @Order(1)
    void answers_over_UDP() throws IOException {
        assertThat(ServerRequests.udpConnect(HeraldProcess.find(block, "(udp://127\\S+)")))
                .isTrue();
    }

    @Test
    @Order(1)
    void answers_over_UDP_on_IPv6() throws IOException {
        Requires.ipv6();
        assertThat(ServerRequests.udpConnect(HeraldProcess.find(block, "(udp://\\[::1]\\S+)")))
                .isTrue();
    }

    @Test
    @Order(1)
    void answers_over_HTTP() throws Exception {
        assertThat(ServerRequests.http(http() + ANNOUNCE)).startsWith("200 d8:complete");
    }

    @Test
    @Order(1)
    void answers_over_HTTP_on_IPv6() throws Exception {
        Requires.ipv6();
        assertThat(ServerRequests.http(http().replace("127.0.0.1", "[::1]") + ANNOUNCE))
                .startsWith("200 d8:complete");
    }

    @Test
    @Order(1)
    void answers_over_HTTP_by_Netty() throws Exception {
        assertThat(ServerRequests.http(HeraldProcess.find(block, HeraldProcess.NETTY_URL) + ANNOUNCE))
                .startsWith("200 d8:complete");
    }

    @Test
    @Order(1)
    void answers_over_HTTP_by_Netty_on_IPv6() throws Exception {
        Requires.ipv6();
        assertThat(ServerRequests.http(HeraldProcess.find(block, "(http://\\[::1]\\S+/announce)") + ANNOUNCE))
                .startsWith("200 d8:complete");
    }

    @Test
    @Order(1)
    void operator_requests_are_answered() throws Exception {
        ServerRequests.awaitOk(HeraldProcess.find(block, "operator  (\\S+)") + "health/ready");
    }

    @Test
    @Order(1)
    void the_first_start_creates_an_API_token_and_prints_it() throws Exception {
        String stats = HeraldProcess.find(block, "operator  (\\S+)") + "api/v1/stats?token=";
        assertThat(ServerRequests.http(stats + HeraldProcess.find(block, "token +(\\S+)")))
                .startsWith("200 {\"torrents\":");
        assertThat(ServerRequests.http(stats + "another")).startsWith("500 ");
    }

    /** Datagrams overflow the receive buffer while the process is stopped. */
    @Test
    @Order(1)
    @EnabledOnOs(OS.LINUX)
    void dropped_datagrams_are_counted() throws Exception {
        String metrics = HeraldProcess.find(block, "operator  (\\S+)") + "api/v1/metrics?format=prometheus&token="
                + HeraldProcess.find(block, "token +(\\S+)");
        String udp = HeraldProcess.find(block, "(udp://127\\S+)");
        assertThat(ServerRequests.http(metrics)).containsPattern(DROPPED + "0$");
        herald.signal("STOP");
        try {
            ServerRequests.flood(udp, 5000);
        } finally {
            herald.signal("CONT");
        }
        // Buffered datagrams are answered first.
        assertThat(ServerRequests.udpConnect(udp)).isTrue();
        assertThat(ServerRequests.http(metrics)).containsPattern(DROPPED + "[1-9]");
    }

    @Test
    @Order(1)
    void the_operators_URL_leads_to_the_console() throws Exception {
        String root = HeraldProcess.find(block, "operator  (\\S+)");

        assertThat(ServerRequests.http(root)).startsWith("302 ");
        var redirect = (HttpURLConnection) URI.create(root).toURL().openConnection();
        redirect.setInstanceFollowRedirects(false);
        assertThat(redirect.getHeaderField("Location")).endsWith("/console/");
        assertThat(ServerRequests.http(root + "console/")).startsWith("200 ").contains("<herald-app>");
        assertThat(ServerRequests.http(root + "console/lib/lit/index.js")).startsWith("200 ");
        assertThat(ServerRequests.http(root + "console/lib/chart.js/chart.umd.min.js"))
                .startsWith("200 ");
        assertThat(ServerRequests.http(root + "console/pages/overview.js")).startsWith("200 ");
        assertThat(ServerRequests.http(root + "console/lib/lit/LICENSE")).startsWith("404 ");
        assertThat(ServerRequests.http(root + "console/..%2fWEB-INF/web.xml")).startsWith("404 ");
    }

    @Test
    @Order(1)
    void the_console_is_sent_compressed_and_once() throws Exception {
        URL page = URI.create(HeraldProcess.find(block, "operator  (\\S+)") + "console/")
                .toURL();

        var first = (HttpURLConnection) page.openConnection();
        first.setRequestProperty("Accept-Encoding", "gzip");
        assertThat(first.getResponseCode()).isEqualTo(200);
        assertThat(first.getHeaderField("Content-Encoding")).isEqualTo("gzip");
        assertThat(first.getHeaderField("Content-Security-Policy"))
                .contains("script-src 'self' 'sha256-", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(first.getHeaderField("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(first.getHeaderField("Cache-Control")).isEqualTo("no-cache");

        var second = (HttpURLConnection) page.openConnection();
        second.setRequestProperty("Accept-Encoding", "gzip");
        second.setRequestProperty("If-None-Match", first.getHeaderField("ETag"));
        assertThat(second.getResponseCode()).isEqualTo(304);
    }

    @Test
    @Order(1)
    void the_manual_is_served() throws Exception {
        String root = HeraldProcess.find(block, "operator  (\\S+)");

        assertThat(ServerRequests.http(root + "manual/")).startsWith("200 ").contains("configuration.html");
        assertThat(ServerRequests.http(root + "manual/index.html"))
                .startsWith("200 ")
                .contains("configuration.html");
        assertThat(ServerRequests.http(root + "manual/configuration.html"))
                .startsWith("200 ")
                .contains("HERALD_UDP_BIND");
        assertThat(ServerRequests.http(root + "manual/images/benchmarks.svg")).startsWith("200 <svg");
        assertThat(ServerRequests.http(root + "manual/images/console-overview.png"))
                .startsWith("200 ");
        assertThat(ServerRequests.http(root + "manual/css/site.css")).startsWith("200 ");
        assertThat(ServerRequests.http(root + "manual/..%2fMETA-INF/MANIFEST.MF"))
                .startsWith("404 ");
        assertThat(ServerRequests.http(root + "manual/none.html")).startsWith("404 ");
    }

    @Test
    @Order(1)
    void the_API_browser_is_served() throws Exception {
        String page = HeraldProcess.find(block, "operator  (\\S+)") + "api-browser/";

        assertThat(ServerRequests.http(page))
                .startsWith("200 ")
                .contains("swagger-ui.css", "swagger-ui-bundle.js", "start.js");
        assertThat(ServerRequests.http(page + "start.js")).startsWith("200 ").contains("../openapi");
        assertThat(ServerRequests.http(page + "swagger-ui.css"))
                .startsWith("200 ")
                .contains(".swagger-ui");
        assertThat(ServerRequests.http(page + "swagger-ui-bundle.js"))
                .startsWith("200 ")
                .contains("SwaggerUIBundle");
        assertThat(ServerRequests.http(page.replaceAll("/$", ""))).startsWith("302 ");
        assertThat(ServerRequests.http(page + "oauth2-redirect.html")).startsWith("404 ");
        assertThat(ServerRequests.http(page + "..%2fMETA-INF/MANIFEST.MF")).startsWith("404 ");
    }

    @Test
    @Order(1)
    void superfluous_headers_are_not_sent() throws Exception {
        var connection = URI.create(http() + ANNOUNCE).toURL().openConnection();
        assertThat(connection.getHeaderFields()).doesNotContainKeys("Server", "X-Powered-By", "X-Frame-Options");
    }

    @Test
    @Order(2)
    void a_killed_process_is_restarted_with_the_settings_of_its_file() throws Exception {
        List<Path> before = runtimeFiles();
        herald.signal("KILL");
        assertThat(herald.exitCode()).isEqualTo(137);
        Files.writeString(
                data.resolve("herald.properties"),
                "herald.announce.interval=1234\nherald.announce.jitter=0\nherald.udp.connection-key=" + "01".repeat(16),
                StandardOpenOption.APPEND);
        Files.delete(data.resolve(CONNECTION_KEY));

        Map<String, String> emptied = new HashMap<>(HeraldProcess.FREE_PORTS);
        emptied.put("HERALD_HTTP_NETTY_BIND", "");
        emptied.put("HERALD_UDP_CONNECTION_KEY", "");
        emptied.put(RECEIVE_BUFFER, SMALLEST_BUFFER);
        herald = HeraldProcess.run(folder, emptied, foreground());
        block = herald.block();

        assertThat(block).doesNotContainPattern(HeraldProcess.NETTY_URL);
        assertThat(data.resolve(CONNECTION_KEY)).exists();
        assertThat(ServerRequests.http(http() + ANNOUNCE)).contains("8:intervali1234e");
        assertThat(block).doesNotContain("token");
        assertThat(runtimeFiles()).hasSameElementsAs(before);
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    /** A stock server logs each of these. The log of Herald is read by the next test. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000 begins to speak TLS",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nless",
                "POST /announce HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n",
                "GET /announce HTTP/1.1\r\nHost: x\r\nCookie: a=;;=\u0080\r\nAccept: /;;\r\n\r\n",
                "GET /announce HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    @Order(3)
    void invalid_requests_and_closed_connections_are_not_logged(String nonsense) throws IOException {
        for (String frontend : List.of(http(), HeraldProcess.find(block, "operator  (\\S+)"))) {
            int port = URI.create(frontend).getPort();
            try (Socket hasty = new Socket(LOOPBACK, port)) {
                hasty.setSoLinger(true, 0);
                hasty.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
            }
            try (Socket patient = new Socket(LOOPBACK, port)) {
                patient.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                patient.shutdownOutput();
                patient.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    @Order(4)
    void ends_with_its_parent_on_SIGINT_with_exit_code_0_and_leaves_no_temporary_file() throws Exception {
        herald.signal("INT");

        assertThat(herald.exitCode()).isZero();
        assertThat(herald.block()).isEmpty();
        assertThat(herald.errors()).matches(TRANSPORT + "1\n");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
        // The lock is free: the jar, which was a child of the signalled process, has ended too.
        assertThat(DataDirectory.open(data).path()).isEqualTo(data);
    }

    /**
     * As {@code mvn -Prun} starts it, with a strict umask; a test that runs in the background may have inherited that SIGINT is
     * ignored.
     */
    private List<String> foreground() {
        return List.of(
                Requires.program("sh", "apt-get install dash").toString(),
                "-c",
                "umask 077; exec \"$@\"",
                "sh",
                Requires.program("env", "apt-get install coreutils").toString(),
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                "-Dherald.udp.threads=1",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                MavenRunner.class.getName(),
                Path.of("payara-config/jvm.options").toAbsolutePath().toString(),
                HeraldProcess.jar().toString());
    }

    private String http() {
        return HeraldProcess.find(block, HeraldProcess.JAXRS_URL);
    }

    /** The files that the container has unpacked, without those with random names. */
    private List<Path> runtimeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("runtime"), 3)) {
            return files.map(file -> data.relativize(file))
                    .filter(file -> !file.startsWith("runtime/tmp") && !file.startsWith("runtime/payara"))
                    .toList();
        }
    }
}
