package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.torrust.TorrustApplication;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document describes the resources. The other tests of the API check that responses match it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class DocumentRules {

    private final ManagedHerald herald;

    DocumentRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void the_document_describes_exactly_the_endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (Application api : new Application[] {new ManageApplication(), new TorrustApplication()}) {
            String base = api.getClass().getAnnotation(ApplicationPath.class).value();
            api.getClasses().forEach(resource -> collect(base, resource, endpoints));
        }
        endpoints.add("GET /metrics"); // a servlet
        assertThat(endpoints).contains("GET /manage/v1/keys/{}", "POST /manage/v1/keys/import", "GET /api/v1/torrents");
        assertThat(herald.document().operations()).containsExactlyElementsOf(endpoints);
    }

    private static void collect(String base, Class<?> resource, Set<String> endpoints) {
        Path path = resource.getAnnotation(Path.class);
        if (path == null) {
            return;
        }
        for (Method method : resource.getMethods()) {
            httpMethod(method)
                    .ifPresent(verb -> endpoints.add(
                            verb + " " + ApiDocument.nameless(base + slashed(path.value()) + slashed(path(method)))));
        }
    }

    private static Optional<String> httpMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return Optional.of(verb.value());
            }
        }
        return Optional.empty();
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static String slashed(String path) {
        return path.isEmpty() || path.equals("/") || path.startsWith("/") ? path : "/" + path;
    }

    @Test
    void every_operation_has_a_summary_a_unique_id_and_valid_examples() {
        Set<String> names = new TreeSet<>();
        herald.document().json().getJsonObject("paths").forEach((path, item) -> item.asJsonObject()
                .forEach((method, operation) -> {
                    if (!method.equals("parameters")) {
                        String what = method + " " + path;
                        assertThat(operation.asJsonObject().getString("summary", ""))
                                .as(what)
                                .isNotBlank();
                        assertThat(names.add(operation.asJsonObject().getString("operationId")))
                                .as(what)
                                .isTrue();
                        operation
                                .asJsonObject()
                                .getJsonObject("responses")
                                .forEach((status, response) ->
                                        requireExamples(what + " " + status, response.asJsonObject()));
                    }
                }));
    }

    private void requireExamples(String what, JsonObject reference) {
        ApiDocument document = herald.document();
        JsonObject response = document.resolved(reference);
        assertThat(response.getString("description")).as(what).isNotBlank();
        response.getOrDefault("content", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((type, content) -> {
                    if (type.endsWith("/json") || type.endsWith("+json")) {
                        JsonObject body = content.asJsonObject();
                        assertThat(body).as(what).containsKey("example");
                        document.require(what, document.resolved(body.getJsonObject("schema")), body.get("example"));
                    }
                });
    }

    /** The client compares each response with the document. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | 200 | /api/health_check",
                "GET    | 200 | /api/v1/stats",
                "GET    | 200 | /api/v1/stats?format=prometheus",
                "GET    | 400 | /api/v1/stats?format=xml",
                "GET    | 200 | /api/v1/metrics",
                "GET    | 200 | /api/v1/metrics?format=prometheus",
                "GET    | 400 | /api/v1/metrics?format=xml",
                "GET    | 200 | /api/v1/torrents",
                "GET    | 400 | /api/v1/torrents?limit=x",
                "GET    | 200 | /api/v1/torrent/0123456789abcdef0123456789abcdef01234567",
                "GET    | 400 | /api/v1/torrent/0",
                "POST   | 200 | /api/v1/whitelist/0123456789abcdef0123456789abcdef01234567",
                "POST   | 400 | /api/v1/whitelist/0",
                "DELETE | 200 | /api/v1/whitelist/0123456789abcdef0123456789abcdef01234567",
                "DELETE | 400 | /api/v1/whitelist/0",
                "GET    | 200 | /api/v1/whitelist/reload",
                "POST   | 200 | /api/v1/key/60",
                "POST   | 400 | /api/v1/key/x",
                "POST   | 404 | /api/v1/key/%20",
                "DELETE | 400 | /api/v1/key/0",
                "DELETE | 404 | /api/v1/key/%20",
                "GET    | 200 | /api/v1/keys/reload"
            })
    void responses_of_Torrusts_API_match_the_document(String method, int status, String path) {
        assertThat(herald.api().ask(method, path, BodyPublishers.noBody()).status())
                .isEqualTo(status);
        if (!path.equals("/api/health_check")) {
            assertThat(herald.api()
                            .with("")
                            .ask(method, path, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void keys_of_Torrusts_API_match_the_document() {
        String path = "/api/v1/keys";
        assertThat(makeKey(path, "{\"key\":null,\"seconds_valid\":null}")).isEqualTo(200);
        assertThat(makeKey(path, "{\"key\":null,\"seconds_valid\":60}")).isEqualTo(200);
        assertThat(makeKey(path, "{\"key\":\"0\",\"seconds_valid\":60}")).isEqualTo(400);
        assertThat(makeKey(path, "{\"key\":null,\"seconds_valid\":\"x\"}")).isEqualTo(422);
        assertThat(makeKey(path, "x".repeat(100_000))).isEqualTo(413);
        assertThat(herald.api().ask("POST", path, BodyPublishers.ofString("{}")).status())
                .isEqualTo(415);
    }

    private int makeKey(String path, String body) {
        return herald.api()
                .ask("POST", path, BodyPublishers.ofString(body), "Content-Type", ManageApi.JSON)
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "text/yaml;q=0.9, application/xml", "application/vnd.oai.openapi+yaml"})
    void the_document_is_YAML_if_the_client_accepts_it(String accept) {
        ManageApi.Answer answer = ManageApi.fetch(herald.api().root() + "/openapi", "Accept", accept);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
        Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(answer.body());
        assertThat(document).containsEntry("openapi", "3.0.3").containsKey("paths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/yaml, application/json", "application/*;q=0.1"})
    void the_document_is_JSON_otherwise(String accept) {
        assertThat(ManageApi.fetch(herald.api().root() + "/openapi", "Accept", accept)
                        .header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void the_document_is_on_the_operators_port_only() {
        assertThat(ManageApi.fetch(herald.announceUrl().replace("/announce", "/openapi"))
                        .status())
                .isEqualTo(404);
        assertThat(herald.document().json().getJsonArray("servers")).hasSize(1);
    }
}
