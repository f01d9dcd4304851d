package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out, and requests with the cookie of a session. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class SessionRules {

    private static final String CONSOLE = "X-Herald-Console";
    private static final String HASH = "5d".repeat(20);

    private final ManagedHerald herald;

    SessionRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void a_token_starts_a_session_whose_secret_is_in_the_cookie_only() {
        Answer started = signIn("token", ManagedHerald.TOKEN).is(201);

        assertThat(started.header("Set-Cookie"))
                .matches("herald_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
        assertThat(started.body()).doesNotContain(secret(started)).doesNotContain(ManagedHerald.TOKEN);
        assertThat(started.json().getString("label")).isEqualTo("admin");
        assertThat(started.json().getJsonArray("scopes")).hasToString("[\"admin\"]");
        assertThat(Duration.between(Instant.now(), Instant.parse(started.json().getString("expires"))))
                .isBetween(Duration.ofMinutes(715), Duration.ofHours(12));
        assertThat(withCookie(started, "GET", "/session").is(200).json()).isEqualTo(started.json());
    }

    @Test
    void the_code_of_the_start_signs_in_once() {
        Answer started = herald.codeSession().is(201);

        assertThat(started.json().getJsonArray("scopes")).hasToString("[\"admin\"]");
        withCookie(started, "GET", "/tokens").is(200);
        signIn("code", herald.code()).rejects(401, "one-time code is wrong, was used, or has expired");
    }

    @Test
    void a_wrong_token_starts_no_session() {
        Answer rejected = signIn("token", "wrong").is(401);

        assertThat(rejected.headers().firstValue("Set-Cookie")).isEmpty();
        signIn("token", "").is(401);
        signIn("code", ManagedHerald.TOKEN).is(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"token\":null}",
                "{\"token\":\"a\",\"code\":\"a\"}",
                "{\"token\":[\"a\"]}",
                "{\"password\":\"a\"}"
            })
    void a_body_without_either_token_or_code_is_rejected(String body) {
        herald.api().with("").post("/session", body).is(422);
    }

    @Test
    void a_form_cannot_sign_in() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            herald.api()
                    .with("")
                    .send(
                            "POST",
                            "/session",
                            BodyPublishers.ofString("{\"token\":\"" + ManagedHerald.TOKEN + "\"}"),
                            "Content-Type",
                            type)
                    .is(415);
        }
    }

    @Test
    void a_token_shows_its_own_scopes_without_a_session() {
        String token = issue("own scopes", "read", "keys").getString("secret");

        JsonObject shown = herald.api().with(token).get("/session").is(200).json();

        assertThat(shown.getString("label")).isEqualTo("own scopes");
        assertThat(shown.getJsonArray("scopes")).hasToString("[\"read\",\"keys\"]");
        assertThat(shown.get("expires")).isEqualTo(JsonValue.NULL);
        herald.api().with("").get("/session").is(401);
    }

    @Test
    void a_session_has_the_scopes_of_its_token() {
        Answer started =
                signIn("token", issue("scoped", "read").getString("secret")).is(201);

        withCookie(started, "GET", "/whitelist").is(200);
        withCookie(started, "GET", "/keys").rejects(403, "scope keys");
        withCookie(started, "PUT", "/whitelist/" + HASH, CONSOLE, "1").rejects(403, "scope torrents");
    }

    @Test
    void a_change_by_cookie_needs_the_header_of_the_console() {
        Answer started = signIn("token", ManagedHerald.TOKEN).is(201);

        withCookie(started, "PUT", "/whitelist/" + HASH).rejects(403, CONSOLE);
        withCookie(started, "DELETE", "/session").rejects(403, CONSOLE);
        withCookie(started, "PUT", "/whitelist/" + HASH, CONSOLE, "1").is(201);
        withCookie(started, "DELETE", "/whitelist/" + HASH, CONSOLE, "1").is(204);
    }

    @Test
    void an_ended_session_is_rejected() {
        Answer started = signIn("token", ManagedHerald.TOKEN).is(201);

        Answer ended = withCookie(started, "DELETE", "/session", CONSOLE, "1").is(204);

        assertThat(ended.header("Set-Cookie"))
                .startsWith("herald_session=; Path=/;")
                .contains("Max-Age=0");
        withCookie(started, "GET", "/session").rejects(401, "session has ended");
        withCookie(started, "DELETE", "/session", CONSOLE, "1").is(401);
    }

    @Test
    void a_session_ends_when_its_token_is_revoked() {
        JsonObject token = issue("revoked", "read");
        Answer started = signIn("token", token.getString("secret")).is(201);
        withCookie(started, "GET", "/whitelist").is(200);

        herald.api().delete("/tokens/" + token.getString("id")).is(204);

        withCookie(started, "GET", "/whitelist").rejects(401, "session has ended");
    }

    @Test
    void Torrusts_API_ignores_the_cookie() {
        Answer started = signIn("token", ManagedHerald.TOKEN).is(201);

        herald.api()
                .with("")
                .ask("GET", "/api/v1/stats", BodyPublishers.noBody(), "Cookie", cookie(started))
                .says(500, "Unhandled rejection: Err { reason: \"unauthorized\" }");
    }

    @Test
    void a_token_with_only_the_scope_read_sees_no_addresses_of_peers() throws IOException {
        String hash = "74".repeat(20);
        URI announce = URI.create(herald.announceUrl() + "?info_hash=" + "t".repeat(20)
                + "&peer_id=-HR0100-a-session---&port=7000&uploaded=0&downloaded=0&left=0&event=started");
        announce.toURL().openStream().close();

        String read = issue("no addresses", "read").getString("secret");
        String torrents = issue("addresses", "read", "torrents").getString("secret");
        JsonObject hidden = peer(hash, read);
        JsonObject shown = peer(hash, torrents);

        assertThat(hidden).containsKey("seeder").doesNotContainKeys("address", "port");
        assertThat(shown.getString("address")).isEqualTo("127.0.0.1");
        assertThat(shown.getInt("port")).isEqualTo(7000);
        assertThat(torrustPeers(hash, read)).isEmpty();
        assertThat(torrustPeers(hash, torrents)).hasSize(1);
    }

    /** The peers in the answer of Torrust's API. */
    private JsonArray torrustPeers(String hash, String token) {
        return herald.api()
                .with(token)
                .ask("GET", "/api/v1/torrent/" + hash, BodyPublishers.noBody())
                .is(200)
                .json()
                .getJsonArray("peers");
    }

    private JsonObject peer(String hash, String token) {
        return herald.api()
                .with(token)
                .get("/torrents/" + hash + "/peers")
                .is(200)
                .items()
                .get(0);
    }

    private Answer signIn(String member, String value) {
        String body = Json.createObjectBuilder().add(member, value).build().toString();
        return herald.api().with("").post("/session", body);
    }

    private Answer withCookie(Answer started, String method, String path, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Cookie";
        all[1] = cookie(started);
        return herald.api().with("").send(method, path, BodyPublishers.noBody(), all);
    }

    private static String cookie(Answer started) {
        return "other=\"; herald_session=" + secret(started);
    }

    private static String secret(Answer started) {
        return started.header("Set-Cookie").replaceFirst("herald_session=([^;]*).*", "$1");
    }

    private JsonObject issue(String label, String... scopes) {
        JsonObject body = Json.createObjectBuilder()
                .add("label", label)
                .add("scopes", Json.createArrayBuilder(List.of(scopes)))
                .build();
        return herald.api().post("/tokens", body.toString()).is(201).json();
    }
}
