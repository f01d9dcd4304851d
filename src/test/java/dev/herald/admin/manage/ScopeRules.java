package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint of both APIs with every scope, without a token, and with an expired token. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScopeRules {

    private static final List<String> SCOPES = List.of("read", "torrents", "keys", "admin");
    private final ManagedHerald herald;
    private final Map<String, String> tokens = new HashMap<>();

    ScopeRules(ManagedHerald herald) {
        this.herald = herald;
    }

    static Stream<ApiOperation> endpoints() {
        return ApiOperation.all();
    }

    @Test
    void every_endpoint_is_tested() {
        ApiDocument document = herald.document();
        Set<String> operations = document.operations();
        // Health checks need no token.
        assertThat(operations.remove("GET /api/health_check")).isTrue();
        // SessionRules: a token of any scope is sufficient.
        assertThat(operations.removeIf(operation -> operation.endsWith(" /manage/v1/session")))
                .isTrue();
        assertThat(endpoints()
                        .map(endpoint -> endpoint.method() + " "
                                + ApiDocument.nameless(
                                        document.template(endpoint.path()).orElseThrow())))
                .containsExactlyInAnyOrderElementsOf(operations);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_token_has_access_to_the_endpoints_of_its_scope_only(ApiOperation endpoint) {
        for (String scope : SCOPES) {
            Answer answer = endpoint.ask(herald.api().with(token(scope)));
            if (scope.equals(endpoint.scope()) || scope.equals("admin")) {
                assertThat(answer.status()).as(scope).isNotIn(401, 403, 405, 415, 500, 503);
            } else if (endpoint.isTorrusts()) {
                answer.says(403, unhandled("token without the scope " + endpoint.scope()));
            } else {
                assertThat(answer.is(403).json().getString("scope")).isEqualTo(endpoint.scope());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_request_without_a_token_is_rejected(ApiOperation endpoint) {
        Answer answer = endpoint.ask(herald.api().with(""));
        if (endpoint.isTorrusts()) {
            answer.says(500, unhandled("unauthorized"));
        } else {
            assertThat(answer.is(401).header("WWW-Authenticate"))
                    .startsWith("Bearer")
                    .doesNotContain("invalid_token");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_expired_token_is_rejected(ApiOperation endpoint) {
        Answer answer = herald.api().with(token("expired")).askFromElsewhere(endpoint.method(), endpoint.path());
        if (endpoint.isTorrusts()) {
            answer.says(500, unhandled("token not valid"));
        } else {
            assertThat(answer.is(401).header("WWW-Authenticate")).contains("invalid_token");
        }
    }

    private static String unhandled(String reason) {
        return "Unhandled rejection: Err { reason: \"" + reason + "\" }";
    }

    @Test
    void scopes_add_up() {
        ManageApi api = herald.api().with(issue("several", "2099-01-01T00:00:00Z", "read", "keys"));
        api.get("/keys").is(200);
        api.get("/whitelist").is(200);
        api.put("/whitelist/" + ApiOperation.HASH, "{}").rejects(403, "torrents");
    }

    @Test
    void an_unknown_path_is_revealed_to_token_holders_only() {
        herald.api().with("").get("/nothing").is(401);
        herald.api().get("/nothing").rejects(404, "nothing at this path");
        herald.api().get("").rejects(404, "nothing at this path");
    }

    @Test
    void a_token_in_the_URL_is_ignored() {
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
