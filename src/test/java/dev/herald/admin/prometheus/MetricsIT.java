package dev.herald.admin.prometheus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Commands;
import dev.herald.Requires;
import dev.herald.launcher.HeraldProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /metrics} of the packaged jar. One address of the loopback network needs no token. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsIT {

    private static final String TOKEN = "Authorization: Bearer the-token-of-the-tests\r\n";
    private static final String OPEN = "127.0.0.2";
    private static final String CLOSED = "127.0.0.1";
    private static final String ANNOUNCE =
            "?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-qB4600-aaaaaaaaaaaa&port=6881&uploaded=0&downloaded=0&left=1";

    private HeraldProcess herald;
    private String block;

    /** A response in ISO-8859-1. */
    private record Reply(String head, String body) {}

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", "the-token-of-the-tests");
        environment.put("HERALD_METRICS_OPEN_TO", OPEN + "/32");
        herald = HeraldProcess.start(folder, environment, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
        block = herald.block();
    }

    @AfterAll
    void end() {
        herald.close();
    }

    @Test
    void without_a_token_the_answer_is_a_problem_with_a_challenge() throws IOException {
        Reply reply = ask(CLOSED, "GET /metrics", "");
        assertThat(reply.head())
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("WWW-Authenticate: Bearer")
                .containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(reply.body())
                .startsWith("{\"title\":\"Unauthorized\",\"status\":401,")
                .doesNotContain("herald_torrents");
    }

    @Test
    void a_token_or_an_open_network_gives_access() throws IOException {
        assertThat(ask(CLOSED, "GET /metrics", TOKEN).head()).startsWith("HTTP/1.1 200 ");
        assertThat(ask(OPEN, "GET /metrics", "").head())
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("no-store");
    }

    @Test
    void requests_of_all_frontends_are_counted() throws IOException {
        String netty = HeraldProcess.find(block, "http\\S+/announce\n +(http://127\\S+)/announce");
        String jaxrs = HeraldProcess.find(block, "(http://127\\S+)/announce");
        for (String url : new String[] {netty, jaxrs}) {
            URI uri = URI.create(url);
            assertThat(ask(CLOSED, uri, "GET /announce" + ANNOUNCE, "").body()).startsWith("d8:complete");
            assertThat(ask(CLOSED, uri, "GET /announce?x", "").body()).startsWith("d14:failure");
        }
        String metrics = ask(OPEN, "GET /metrics", "").body();
        for (String frontend : new String[] {"http.netty", "http.jaxrs"}) {
            assertThat(metrics)
                    .containsPattern("herald_announces_total\\{family=\"ipv4\",frontend=\"" + frontend
                            + "\",result=\"answered\"} [1-9]")
                    .containsPattern(
                            "herald_rejections_total\\{frontend=\"" + frontend + "\",reason=\"invalid_request\"} [1-9]")
                    .containsPattern("herald_bytes_total\\{direction=\"in\",frontend=\"" + frontend + "\"} [1-9]")
                    .contains("herald_frontend_up{frontend=\"" + frontend + "\"} 1.0\n");
        }
        assertThat(metrics)
                .contains("herald_frontend_up{frontend=\"udp\"} 1.0\n", "herald_database_up 1.0\n")
                .contains("herald_peers{role=\"leecher\"} 1.0\n")
                .containsPattern("herald_connections\\{frontend=\"http\\.jaxrs\"} [0-9]")
                .containsPattern("herald_build_info\\{java=\"[^\"]+\",version=\"[0-9][^\"]*\"} 1\n")
                .contains("process_cpu_seconds_total", "jvm_gc_collection_seconds_sum")
                .doesNotContain("http.netty.tls");
    }

    @Test
    void OpenMetrics_and_compression_are_negotiated() throws IOException {
        Reply reply = ask(
                OPEN,
                "GET /metrics",
                "Accept: application/openmetrics-text; version=1.0.0\r\nAccept-Encoding: gzip\r\n");
        assertThat(reply.head())
                .containsIgnoringCase("Content-Type: application/openmetrics-text; version=1.0.0")
                .containsIgnoringCase("Content-Encoding: gzip");
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(reply.body().getBytes(ISO_8859_1)))) {
            assertThat(new String(in.readAllBytes(), ISO_8859_1)).endsWith("# EOF\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/metrics/base", "/metrics/vendor/x", "/metrics/base;a"})
    void the_containers_metrics_are_off(String path) throws IOException {
        assertThat(ask(OPEN, "GET " + path, "").head()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void other_methods_are_not_allowed_and_HEAD_has_no_body() throws IOException {
        assertThat(ask(OPEN, "POST /metrics", "Content-Length: 0\r\n").head()).startsWith("HTTP/1.1 405 ");
        Reply head = ask(OPEN, "HEAD /metrics", "");
        assertThat(head.head()).startsWith("HTTP/1.1 200 ");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void promtool_finds_nothing_wrong_with_a_live_scrape(@TempDir Path folder) throws IOException {
        Path promtool = Requires.program("promtool", "apt-get install prometheus");
        Path scraped = Files.writeString(
                folder.resolve("metrics"), ask(OPEN, "GET /metrics", "").body(), ISO_8859_1);
        assertThat(Commands.run(
                        new ProcessBuilder(promtool.toString(), "check", "metrics").redirectInput(scraped.toFile())))
                .isEmpty();
    }

    private Reply ask(String from, String request, String headers) throws IOException {
        return ask(from, URI.create(HeraldProcess.find(block, "operator  (\\S+)/")), request, headers);
    }

    private static Reply ask(String from, URI server, String request, String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName(server.getHost()), server.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(30_000);
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            String reply = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            int end = reply.indexOf("\r\n\r\n");
            return new Reply(reply.substring(0, end), reply.substring(end + 4));
        }
    }
}
