package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.Api.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint with every scope, with none, and with a token that has expired. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScopeRules {

    private static final List<String> SCOPES = List.of("read", "torrents", "keys", "admin");
    private static final String HASH = "5c".repeat(20);

    /** The scope that each endpoint needs. */
    private static final String MATRIX = """
            keys     | GET    | /keys
            keys     | POST   | /keys
            keys     | GET    | /keys/scope-scope-scope
            keys     | PUT    | /keys/scope-scope-scope
            keys     | DELETE | /keys/scope-scope-scope
            keys     | POST   | /keys/import
            keys     | GET    | /keys/export
            read     | GET    | /whitelist
            read     | GET    | /whitelist/HASH
            torrents | PUT    | /whitelist/HASH
            torrents | DELETE | /whitelist/HASH
            torrents | POST   | /whitelist/import
            read     | GET    | /whitelist/export
            read     | GET    | /denylist
            read     | GET    | /denylist/HASH
            torrents | PUT    | /denylist/HASH
            torrents | DELETE | /denylist/HASH
            torrents | POST   | /denylist/import
            read     | GET    | /denylist/export
            read     | GET    | /torrents
            read     | GET    | /torrents/HASH
            read     | GET    | /torrents/HASH/peers
            admin    | GET    | /bans
            admin    | DELETE | /bans/192.0.2.1
            admin    | GET    | /tokens
            admin    | POST   | /tokens
            admin    | GET    | /tokens/0123456789abcdef
            admin    | DELETE | /tokens/0123456789abcdef
            admin    | GET    | /audit
            admin    | GET    | /settings
            """;

    record Endpoint(String needed, String method, String path) {

        static Endpoint parse(String row) {
            String[] cells = row.split("\\|", -1);
            return new Endpoint(
                    cells[0].strip(), cells[1].strip(), cells[2].strip().replace("HASH", HASH));
        }

        Answer ask(Api api) {
            boolean lines = path.endsWith("/import");
            return method.equals("GET") || method.equals("DELETE")
                    ? api.send(method, path, BodyPublishers.noBody())
                    : api.send(
                            method, path, BodyPublishers.ofString(""), "Content-Type", lines ? "text/plain" : Api.JSON);
        }
    }

    private final ManagedHerald herald;
    private final Map<String, String> tokens = new HashMap<>();

    ScopeRules(ManagedHerald herald) {
        this.herald = herald;
    }

    static Stream<Endpoint> endpoints() {
        return MATRIX.lines().map(Endpoint::parse);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_token_opens_what_its_scope_allows_and_nothing_else(Endpoint endpoint) {
        for (String scope : SCOPES) {
            Answer answer = endpoint.ask(herald.api().with(token(scope)));
            if (scope.equals(endpoint.needed) || scope.equals("admin")) {
                assertThat(answer.status()).as(scope).isNotIn(401, 403, 405, 415, 429, 500, 503);
            } else {
                assertThat(answer.is(403).json().getString("scope")).isEqualTo(endpoint.needed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void without_a_token_nothing_is_open(Endpoint endpoint) {
        assertThat(endpoint.ask(herald.api().with("")).is(401).header("WWW-Authenticate"))
                .startsWith("Bearer");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_expired_token_opens_nothing(Endpoint endpoint) {
        Answer answer = endpoint.ask(herald.api().with(token("expired")));
        // Many wrong tokens of one address are answered so after a while.
        if (answer.status() == 429) {
            assertThat(Integer.parseInt(answer.is(429).header("Retry-After"))).isBetween(1, 60);
        } else {
            assertThat(answer.is(401).header("WWW-Authenticate")).contains("invalid_token");
        }
    }

    @Test
    void several_scopes_add_up() {
        Api api = herald.api().with(issue("several", "2099-01-01T00:00:00Z", "read", "keys"));
        api.get("/keys").is(200);
        api.get("/whitelist").is(200);
        api.put("/whitelist/" + HASH, "{}").refuses(403, "torrents");
    }

    @Test
    void a_path_that_is_not_there_is_told_to_token_holders_only() {
        herald.api().with("").get("/nothing").is(401);
        herald.api().get("/nothing").refuses(404, "nothing at this path");
        herald.api().get("").refuses(404, "nothing at this path");
    }

    @Test
    void a_token_in_the_URL_is_none() {
        herald.api().with("").get("/whitelist?token=" + ManagedHerald.TOKEN).is(401);
    }

    private String token(String scope) {
        return tokens.computeIfAbsent(
                scope,
                name -> name.equals("expired")
                        ? issue(name, Instant.now().minus(Duration.ofHours(1)).toString(), "admin")
                        : issue(name, "2099-01-01T00:00:00Z", name));
    }

    private String issue(String label, String validUntil, String... scopes) {
        JsonObject body = Json.createObjectBuilder()
                .add("label", label)
                .add("scopes", Json.createArrayBuilder(List.of(scopes)))
                .add("valid_until", validUntil)
                .build();
        return herald.api().post("/tokens", body.toString()).is(201).json().getString("secret");
    }
}
