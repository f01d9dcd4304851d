package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.http.tls.PemPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar with one pair of PEM files for all three places that can speak TLS, asked by clients that check it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {

    private static final String TOKEN = "the-token-of-the-tests";
    private static final String ANNOUNCE =
            "?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-HR0100-aaaaaaaaaaaa&port=6881&uploaded=0&downloaded=0&left=1&compact=1";
    private static final int TRIES = 60;

    private Path folder;
    private Path trusted;
    private PemPair first;
    private PemPair second;
    private HeraldProcess herald;
    private String curl;
    private final Map<String, String> urls = new HashMap<>();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        curl = Requires.program("curl", "apt-get install curl").toString();
        first = PemPair.make(folder, "EC");
        second = PemPair.make(folder, "RSA");
        trusted = Files.writeString(folder.resolve("trusted.pem"), first.certificate() + second.certificate());
        write(first);
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put("HERALD_API_TOKEN_TEST", TOKEN);
        settings.put("HERALD_VOLUME_TLS_BIND", "127.0.0.1:0");
        for (String place : List.of("VOLUME", "HTTP", "ADMIN")) {
            settings.put("HERALD_" + place + "_TLS_CERTIFICATE", certificate().toString());
            settings.put("HERALD_" + place + "_TLS_KEY", key().toString());
        }
        herald = HeraldProcess.start(folder, settings, HeraldProcess.COMPILED_ONCE);
        String block = herald.block();
        assertThat(block).as(herald.errors()).contains("operator");
        List<String> announce = block.lines()
                .filter(line -> line.contains("https://") && line.endsWith("/announce"))
                .map(String::strip)
                .map(line -> line.substring(line.indexOf("https://")))
                .toList();
        assertThat(announce).hasSize(2);
        urls.put("http", announce.get(0));
        urls.put("volume", announce.get(1));
        urls.put("admin", HeraldProcess.find(block, "operator  (https://\\S+)/"));
    }

    @AfterAll
    void end() {
        if (herald != null) {
            herald.close();
        }
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({"http, 1.2", "http, 1.3", "volume, 1.2", "volume, 1.3"})
    void curl_announces_over(String door, String version) throws Exception {
        List<String> answer = curl("--tlsv" + version, "--tls-max", version, urls.get(door) + ANNOUNCE);
        assertThat(answer).singleElement().asString().startsWith("d8:complete");
    }

    @Test
    @Order(1)
    void the_operator_s_side_speaks_TLS_too_and_tells_of_the_certificates() throws Exception {
        assertThat(ready())
                .contains("\"status\":\"UP\"")
                .contains("\"state\":\"well\"")
                .contains(
                        "\"volume\":\"valid for 29 days\"",
                        "\"http\":\"valid for 29 days\"",
                        "\"admin\":\"valid for 29 days\"");
    }

    @Test
    @Order(1)
    void aria2_announces_with_that_authority_s_file() throws Exception {
        Path aria2 = Requires.program("aria2c", "apt-get install aria2");
        String info = "d6:lengthi1e4:name1:x12:piece lengthi16384e6:pieces20:bbbbbbbbbbbbbbbbbbbbe";
        String torrent = "d8:announce" + urls.get("volume").length() + ":" + urls.get("volume") + "4:info" + info + "e";
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
            String scrape = urls.get("volume").replace("/announce", "/scrape") + "?info_hash="
                    + HexFormat.ofDelimiter("%").formatHex(infoHash).replaceFirst("^", "%");
            assertThat(curl(scrape).toString()).contains("10:incompletei1e");
        } finally {
            client.destroyForcibly();
        }
        client.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    @Order(2)
    void a_broken_renewal_keeps_the_old_certificate_and_is_told_of() throws Exception {
        Files.writeString(key(), second.key());

        String ready = awaitReady(text -> text.contains("degraded") && !text.contains("valid for"));

        assertThat(ready).contains("\"status\":\"UP\"").contains("no key of the certificate's kind, which is EC");
        assertThat(metrics()).contains("tls_certificate_failures_total{door=\"volume\"} 1");
        assertThat(herald.errors()).contains("herald.volume.tls: keeps the old certificate");
        assertThat(curl(urls.get("volume") + ANNOUNCE)).isNotEmpty();
        assertThat(curl(urls.get("http") + ANNOUNCE)).isNotEmpty();
    }

    @Test
    @Order(3)
    void a_renewed_certificate_is_served_by_all_three_without_a_restart() throws Exception {
        write(second);

        awaitReady(text -> !text.contains("degraded"));

        trusted = Files.writeString(folder.resolve("only-the-new.pem"), second.certificate());
        for (String door : List.of("volume", "http", "admin")) {
            assertThat(curl(urls.get(door) + (door.equals("admin") ? "/health/live" : ANNOUNCE)))
                    .as(door)
                    .isNotEmpty();
        }
    }

    private String metrics() throws Exception {
        return String.join("\n", curl(urls.get("admin") + "/api/v1/metrics?format=prometheus&token=" + TOKEN));
    }

    private String ready() throws Exception {
        return String.join("\n", curl(urls.get("admin") + "/health/ready"));
    }

    /** Asks again after each answer, which has a request to every door behind it. */
    private String awaitReady(Predicate<String> wanted) throws Exception {
        String ready = ready();
        for (int i = 0; i < TRIES && !wanted.test(ready); i++) {

            ready = String.join("\n", curl(urls.get("admin") + "/health/ready"));
            awaitMoment();
        }
        assertThat(ready).matches(wanted);
        return ready;
    }

    private static void awaitMoment() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
    }

    /** The lines of the answer; fails if the certificate is not trusted. */
    private List<String> curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                curl, "--silent", "--show-error", "--noproxy", "*", "--globoff", "--cacert", trusted.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
