package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.clients.Eventually;
import dev.herald.tls.PemAuthority;
import dev.herald.tls.PemPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged jar with one pair of PEM files for all three listeners with TLS, and clients that verify the certificate: they trust the
 * root of the authority and get the intermediate certificate from the server.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {

    private static final String TOKEN = "the-token-of-the-tests";
    private static final String ANNOUNCE =
            "?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HR0100-aaaaaaaaaaaa&port=6881&uploaded=0&downloaded=0&left=1&compact=1";
    private static final int TRIES = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> FRONTENDS = List.of("http.netty", "http.jaxrs", "admin");

    private Path folder;
    private Path trusted;
    private PemAuthority authority;
    private PemPair first;
    private PemPair second;
    private HeraldProcess herald;
    private String curl;
    private final Map<String, String> urls = new HashMap<>();
    private String plain = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        curl = Requires.program("curl", "apt-get install curl").toString();
        authority = PemAuthority.make();
        first = authority.issue("EC");
        second = authority.issue("RSA");
        trusted = Files.writeString(folder.resolve("trusted.pem"), authority.rootPem());
        write(authority.issue("EC"));
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put("HERALD_API_TOKEN_TEST", TOKEN);
        settings.put("HERALD_HTTP_NETTY_TLS_BIND", "127.0.0.1:0");
        settings.put("HERALD_HTTP_HOME", "page");
        for (String place : List.of("HTTP_NETTY", "HTTP_JAXRS", "ADMIN")) {
            settings.put("HERALD_" + place + "_TLS_CERTIFICATE", certificate().toString());
            settings.put("HERALD_" + place + "_TLS_KEY", key().toString());
        }
        herald = HeraldProcess.start(folder, settings, HeraldProcess.COMPILED_ONCE);
        // The container gets its certificate before it boots, and the files are renewed before they are watched
        // them.
        Path given = folder.resolve("herald-data/runtime/http-listener.p12");
        Eventually.says("the container's key store", "true", () -> "" + Files.exists(given), PATIENCE);
        write(first);
        String block = herald.block();
        assertThat(block).as(herald.errors()).contains("operator");
        urls.put("http.jaxrs", HeraldProcess.find(block, HeraldProcess.JAXRS_URL));
        urls.put("http.netty", HeraldProcess.find(block, "(https://\\S+/announce)\n"));
        plain = HeraldProcess.find(block, HeraldProcess.NETTY_URL);
        urls.put("admin", HeraldProcess.find(block, "operator  (https://\\S+)/"));
    }

    @AfterAll
    void end() {
        if (herald != null) {
            herald.close();
        }
    }

    @ParameterizedTest
    @Order(0)
    @ValueSource(strings = {"http.jaxrs", "http.netty", "admin"})
    void a_certificate_renewed_during_the_boot_is_served(String frontend) throws Exception {
        Eventually.says(
                "the certificate",
                serial(first.read()),
                () -> serial(presented(URI.create(urls.get(frontend)))),
                PATIENCE);
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    private X509Certificate presented(URI url) {
        try (TlsConnection connection = new TlsConnection(url, authority.root())) {
            return (X509Certificate) connection.certificate();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"http.jaxrs, 1.2", "http.jaxrs, 1.3", "http.netty, 1.2", "http.netty, 1.3"})
    void curl_announces(String frontend, String version) throws Exception {
        List<String> answer = curl("--tlsv" + version, "--tls-max", version, urls.get(frontend) + ANNOUNCE);
        assertThat(answer).singleElement().asString().startsWith("d8:complete");
    }

    @Test
    @Order(1)
    void the_home_page_is_the_same_on_every_port() throws Exception {
        List<String> page = curl("--dump-header", "-", home("http.jaxrs"));
        assertThat(page)
                .anyMatch(line -> line.matches("HTTP/1.1 200.*"))
                .anyMatch(line -> line.equalsIgnoreCase("content-type: text/html"))
                .anyMatch(line -> line.contains("<code>" + urls.get("http.netty") + "</code>"));
        for (String other : List.of(home("http.netty"), plain.replace("/announce", "/"))) {
            assertThat(sorted(curl("--dump-header", "-", other))).as(other).isEqualTo(sorted(page));
        }
    }

    private String home(String frontend) {
        return urls.get(frontend).replace("/announce", "/");
    }

    /** Lines in any order and case: that of headers differs. */
    private static List<String> sorted(List<String> lines) {
        return lines.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> !line.startsWith("date:"))
                .sorted()
                .toList();
    }

    /** curl needs options for TLS 1.1. It reports an alert of the server or, from the container, a closed connection. */
    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"http.jaxrs", "http.netty", "admin"})
    void TLS_1_1_is_rejected(String frontend) throws Exception {
        Process process = process(
                "--tlsv1.1",
                "--tls-max",
                "1.1",
                "--ciphers",
                "DEFAULT@SECLEVEL=0",
                urls.get(frontend) + target(frontend));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).isNotZero();
        assertThat(said).containsPattern("alert protocol version|SSL_ERROR_SYSCALL");
    }

    @Test
    @Order(1)
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void the_Netty_HTTP_frontend_uses_OpenSSL() throws Exception {
        assertThat(Files.readString(Path.of("/proc", Long.toString(herald.pid()), "maps")))
                .contains("netty_tcnative");
    }

    @Test
    @Order(1)
    void the_operators_port_uses_TLS_and_reports_certificates() throws Exception {
        // A certificate of the container is reported after a handshake.
        assertThat(awaitReady(text -> !text.contains("\"status\":\"DOWN\"") && text.split("valid for", -1).length > 3))
                .contains("\"status\":\"UP\"")
                .contains("\"state\":\"ok\"")
                .contains(
                        "\"http.netty\":\"valid for 29 days\"",
                        "\"http.jaxrs\":\"valid for 29 days\"",
                        "\"admin\":\"valid for 29 days\"");
    }

    @Test
    @Order(1)
    void aria2_announces_with_the_certificate_of_the_authority() throws Exception {
        Path aria2 = Requires.program("aria2c", "apt-get install aria2");
        String info = "d6:lengthi1e4:name1:x12:piece lengthi16384e6:pieces20:bbbbbbbbbbbbbbbbbbbbe";
        String torrent =
                "d8:announce" + urls.get("http.netty").length() + ":" + urls.get("http.netty") + "4:info" + info + "e";
        Path file = Files.writeString(folder.resolve("x.torrent"), torrent, StandardCharsets.ISO_8859_1);
        Process client = new ProcessBuilder(
                        aria2.toString(),
                        "--no-conf=true",
                        "--dir=" + folder,
                        "--enable-dht=false",
                        "--bt-enable-lpd=false",
                        "--enable-peer-exchange=false",
                        "--ca-certificate=" + trusted,
                        "--listen-port=21001-21999",
                        "--console-log-level=debug",
                        "--enable-color=false",
                        "--bt-stop-timeout=100",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log = client.inputReader(StandardCharsets.ISO_8859_1)) {
            assertThat(log.lines()
                            .filter(line -> line.contains("Tracker response") || line.contains("Incomplete:"))
                            .findFirst())
                    .as("what aria2 says of the answer")
                    .isPresent();
            byte[] infoHash = MessageDigest.getInstance("SHA-1").digest(info.getBytes(StandardCharsets.ISO_8859_1));
            String scrape = urls.get("http.netty").replace("/announce", "/scrape") + "?info_hash="
                    + HexFormat.ofDelimiter("%").formatHex(infoHash).replaceFirst("^", "%");
            assertThat(curl(scrape).toString()).contains("10:incompletei1e");
        } finally {
            client.destroyForcibly();
        }
        client.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    @Order(2)
    void an_invalid_renewal_keeps_the_old_certificate_and_is_reported() throws Exception {
        Files.writeString(key(), second.key());

        String ready = awaitReady(text -> text.contains("degraded") && !text.contains("valid for"));

        assertThat(ready).contains("\"status\":\"UP\"").contains("no valid EC key, the type of the certificate");
        for (String frontend : FRONTENDS) {
            assertThat(metrics()).contains("tls_certificate_failures_total{frontend=\"" + frontend + "\"} 1");
            assertThat(herald.errors()).contains("herald." + frontend + ".tls: keeps the previous certificate");
            assertServes(frontend, first);
        }
    }

    @Test
    @Order(3)
    void a_renewed_certificate_is_served_without_a_restart() throws Exception {
        Map<String, TlsConnection> open = new HashMap<>();
        for (String frontend : FRONTENDS) {
            open.put(frontend, new TlsConnection(URI.create(urls.get(frontend)), authority.root()));
            assertThat(open.get(frontend).head(path(frontend))).startsWith("HTTP/1.1 ");
        }
        write(second);

        awaitReady(text -> !text.contains("degraded"));

        for (String frontend : FRONTENDS) {
            assertServes(frontend, second);
            try (TlsConnection before = open.get(frontend)) {
                assertThat(before.certificate()).isEqualTo(first.read());
                assertThat(before.head(path(frontend))).as(frontend).startsWith("HTTP/1.1 ");
            }
        }
    }

    /** The path and query after the URL of a frontend. */
    private static String target(String frontend) {
        return frontend.equals("admin") ? "/health/live" : ANNOUNCE;
    }

    private static String path(String frontend) {
        return frontend.equals("admin") ? "/health/live" : "/announce" + ANNOUNCE;
    }

    /** Uses a new client each time, so that no session is resumed. */
    private void assertServes(String frontend, PemPair pair) throws Exception {
        byte[] key = MessageDigest.getInstance("SHA-256")
                .digest(pair.read().getPublicKey().getEncoded());
        String pin = "sha256//" + Base64.getEncoder().encodeToString(key);
        assertThat(curl("--pinnedpubkey", pin, urls.get(frontend) + target(frontend)))
                .as(frontend)
                .isNotEmpty();
    }

    private String metrics() throws Exception {
        return String.join("\n", curl(urls.get("admin") + "/api/v1/metrics?format=prometheus&token=" + TOKEN));
    }

    private String ready() throws Exception {
        return String.join("\n", curl(urls.get("admin") + "/health/ready"));
    }

    /** Asks again after each answer, which has a request to every frontend behind it. */
    private String awaitReady(Predicate<String> wanted) throws Exception {
        String ready = ready();
        for (int i = 0; i < TRIES && !wanted.test(ready); i++) {
            awaitMoment();
            ready = ready();
        }
        assertThat(ready).matches(wanted);
        return ready;
    }

    private static void awaitMoment() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    }

    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                curl, "--silent", "--show-error", "--noproxy", "*", "--globoff", "--cacert", trusted.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The lines of the answer; fails if the certificate is not trusted. */
    private List<String> curl(String... arguments) throws Exception {
        Process process = process(arguments);
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                .lines()
                .toList();
        assertThat(process.waitFor())
                .as("%s: %s", URI.create(arguments[arguments.length - 1]).getPath(), lines)
                .isZero();
        return lines;
    }

    private void write(PemPair pair) throws IOException {
        pair.write(certificate(), key());
    }

    private Path certificate() {
        return folder.resolve("fullchain.pem");
    }

    private Path key() {
        return folder.resolve("privkey.pem");
    }
}
