package dev.herald.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.FreePorts;
import dev.herald.Requires;
import dev.herald.admin.torrust.TorrustBoardsTest;
import dev.herald.clients.Eventually;
import dev.herald.launcher.HeraldProcess;
import dev.herald.launcher.ServerRequests;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus with the configuration of {@code deploy}, which scrapes the packaged jar every second while clients announce. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrometheusIT {

    private static final String TOKEN = "the-token-of-the-tests";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ANNOUNCE =
            "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-qB4600-aaaaaaaaaaaa&port=6881&left=1";

    /** In the description of a panel whose metrics come from another exporter or need another setting. */
    private static final String MAY_BE_EMPTY = "May be empty";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePorts.next();
    private HeraldProcess herald;
    private Process prometheus;
    private String block;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path program = Requires.program("prometheus", "apt-get install prometheus");
        Requires.ipv6();
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
        herald = HeraldProcess.start(
                Files.createDirectory(folder.resolve("herald")), environment, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
        block = herald.block();
        configure(folder);
        prometheus = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    @AfterAll
    void end() {
        if (prometheus != null) {
            prometheus.destroyForcibly().onExit().join();
        }
        if (herald != null) {
            herald.close();
        }
    }

    private void configure(Path folder) throws IOException {
        Path shipped = Path.of("deploy/prometheus");
        Files.copy(shipped.resolve("rules.yml"), folder.resolve("rules.yml"));
        Files.writeString(folder.resolve("herald.token"), TOKEN);
        String operator = HeraldProcess.find(block, "operator  http://(\\S+)/");
        Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(shipped.resolve("prometheus.yml"))
                        .replace("127.0.0.1:1212", operator)
                        .replace("15s", "1s"));
    }

    @Test
    void each_job_is_scraped() throws InterruptedException {
        for (String job : List.of("herald", "tracker_stats", "tracker_metrics")) {
            Eventually.says(job, "1", () -> value("up{job=\"" + job + "\"}"), LIMIT);
        }
    }

    @Test
    void each_expression_of_the_dashboards_returns_a_series() throws Exception {
        List<String> expressions = new ArrayList<>();
        for (String name : Dashboards.NAMES) {
            Dashboards.panels(Dashboards.board(name)).stream()
                    .filter(panel -> !panel.getString("description").contains(MAY_BE_EMPTY))
                    .forEach(panel -> expressions.addAll(Dashboards.expressions(panel, "10s")));
        }
        assertThat(expressions).hasSizeGreaterThan(30);
        assertEachReturnsSeries(expressions);
    }

    @Test
    void each_expression_of_Torrusts_dashboards_returns_a_series() throws Exception {
        String udp = HeraldProcess.find(block, "udp://127\\S+?:(\\d+)/");
        String jaxrs = HeraldProcess.find(block, "http://127\\S+?:(\\d+)/announce");
        assertEachReturnsSeries(TorrustBoardsTest.expressions().stream()
                .map(expression -> expression.replace("6969", udp).replace("7070", jaxrs))
                .toList());
    }

    @Test
    void each_alert_is_evaluated_and_none_fires() throws InterruptedException {
        Eventually.says("rules", "[ok]", this::health, LIMIT);
        assertThat(query("ALERTS{alertstate=\"firing\"}").getJsonArray("result"))
                .isEmpty();
    }

    /** Clients send requests of each kind while this polls. */
    private void assertEachReturnsSeries(List<String> expressions) throws InterruptedException {
        List<String> missing = new ArrayList<>(expressions);
        Eventually.says(
                "expressions without a series",
                "",
                () -> {
                    load();
                    missing.removeIf(expression ->
                            !query(expression).getJsonArray("result").isEmpty());
                    return String.join("\n", missing);
                },
                LIMIT);
    }

    private void load() {
        String jaxrs = HeraldProcess.find(block, "(http://127\\S+)/announce");
        String netty = HeraldProcess.find(block, "http\\S+/announce\n +(http://127\\S+)/announce");
        try {
            for (String server : List.of(jaxrs, netty)) {
                for (String path : List.of(ANNOUNCE, ANNOUNCE.replace("announce", "scrape"), "/announce", "/scrape")) {
                    assertThat(fetch(server + path)).startsWith("d");
                }
            }
            assertThat(ServerRequests.udpConnect(HeraldProcess.find(block, "(udp://127\\S+)")))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The distinct states of the rules. */
    private String health() {
        return answer("/api/v1/rules").getJsonArray("groups").getValuesAs(JsonObject.class).stream()
                .flatMap(group -> group.getJsonArray("rules").getValuesAs(JsonObject.class).stream())
                .map(rule -> rule.getString("health"))
                .distinct()
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String value(String expression) {
        List<JsonObject> series = query(expression).getJsonArray("result").getValuesAs(JsonObject.class);
        return series.isEmpty() ? "" : series.get(0).getJsonArray("value").getString(1);
    }

    private JsonObject query(String expression) {
        return answer("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** The data of an answer; empty lists while Prometheus starts. */
    private JsonObject answer(String path) {
        String body = "";
        try {
            body = fetch("http://127.0.0.1:" + port + path);
        } catch (ConnectException e) {
            // It does not listen yet.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String json = body.startsWith("{") ? body : "{\"data\":{\"result\":[],\"groups\":[]}}";
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject answer = reader.readObject();
            assertThat(answer.getString("error", "")).as(path).isEmpty();
            return answer.getJsonObject("data");
        }
    }

    private String fetch(String url) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
