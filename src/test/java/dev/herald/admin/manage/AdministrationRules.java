package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Tokens, audit and settings. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AdministrationRules {

    private final ManagedHerald herald;

    AdministrationRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void a_token_is_shown_once_and_valid_until_it_is_revoked() {
        Answer made = herald.api()
                .post("/tokens", "{\"label\":\"one\",\"scopes\":[\"read\",\"keys\"]}")
                .is(201);
        JsonObject token = made.json();
        assertThat(token.get("last_used")).isEqualTo(JsonValue.NULL);
        ManageApi other = herald.api().with(token.getString("secret"));
        other.get("/keys").is(200);
        assertThat(made.header("Location")).endsWith("/manage/v1/tokens/" + token.getString("id"));
        JsonObject shown =
                herald.api().get("/tokens/" + token.getString("id")).is(200).json();
        assertThat(shown.getJsonArray("scopes")).hasToString("[\"read\",\"keys\"]");
        assertThat(shown.get("valid_until")).isEqualTo(JsonValue.NULL);
        assertThat(Instant.parse(shown.getString("last_used")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(herald.api().get("/tokens").is(200).body())
                .contains(token.getString("id"))
                .doesNotContain(token.getString("secret"));

        herald.api().delete("/tokens/" + token.getString("id")).is(204);

        other.get("/keys").is(401);
        herald.api().get("/tokens/" + token.getString("id")).is(404);
        herald.api().delete("/tokens/" + token.getString("id")).is(204);
    }

    @Test
    void labels_are_unique() {
        herald.api()
                .post("/tokens", "{\"label\":\"twice\",\"scopes\":[\"read\"]}")
                .is(201);
        herald.api()
                .post("/tokens", "{\"label\":\"twice\",\"scopes\":[\"read\"]}")
                .rejects(409, "label");
    }

    @Test
    void a_token_requires_a_label_and_known_scopes() {
        for (String body : List.of(
                "{\"scopes\":[\"read\"]}",
                "{\"label\":\" \",\"scopes\":[\"read\"]}",
                "{\"label\":\"x\"}",
                "{\"label\":\"x\",\"scopes\":[]}",
                "{\"label\":\"x\",\"scopes\":\"read\"}",
                "{\"label\":\"x\",\"scopes\":[\"read\",\"read\"]}",
                "{\"label\":\"x\",\"scopes\":[\"write\"]}",
                "{\"label\":\"" + "x".repeat(201) + "\",\"scopes\":[\"read\"]}")) {
            herald.api().post("/tokens", body).is(422);
        }
    }

    @Test
    void the_audit_lists_the_latest_first_and_shows_no_key() {
        String key = herald.api().post("/keys", "{}").is(201).json().getString("key");
        herald.api().delete("/keys/" + key).is(204);
        List<JsonObject> latest = new ArrayList<>();
        String cursor = "";
        // Maintenance may write failed changes of other tests to the audit at any time.
        while (latest.size() < 2) {
            Answer page = herald.api().get("/audit?limit=1" + cursor).is(200);
            assertThat(page.body()).doesNotContain(key);
            assertThat(page.items()).hasSize(1);
            page.items().stream()
                    .filter(entry -> entry.getString("subject").startsWith(key.substring(0, 4)))
                    .forEach(latest::add);
            cursor = "&cursor=" + page.json().getString("next");
        }
        assertThat(latest.get(0).getString("action")).contains("remove");
        assertThat(latest.get(1).getString("action")).contains("add");
        assertThat(Instant.parse(latest.get(0).getString("time")))
                .isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void the_audit_is_filtered_by_who_what_and_when() {
        String hash = "fa".repeat(20);
        String before =
                Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
        herald.api().put("/denylist/" + hash, "{}").is(201);
        herald.api().delete("/denylist/" + hash).is(204);
        String subject = "/audit?subject=" + hash;
        assertThat(herald.api().get(subject).is(200).items())
                .extracting(entry -> entry.getString("action"))
                .containsExactly("denylist.remove", "denylist.put");
        assertThat(herald.api()
                        .get(subject + "&action=denylist.put&actor=admin&from=" + before)
                        .items())
                .hasSize(1);
        assertThat(herald.api().get(subject + "&actor=nobody").is(200).items()).isEmpty();
        assertThat(herald.api().get(subject + "&to=" + before).is(200).items()).isEmpty();
    }

    @Test
    void effective_settings_are_shown_without_secrets() {
        Answer answer = herald.api().get("/settings").is(200);
        assertThat(answer.items())
                .filteredOn(setting -> setting.getString("key").equals("herald.api.token.admin"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.getString("value")).isEqualTo("***");
                    assertThat(setting.getString("source")).isEqualTo("environment variable HERALD_API_TOKEN_ADMIN");
                });
        assertThat(answer.items())
                .filteredOn(setting -> setting.getString("key").equals("herald.announce.interval"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.getString("source")).isEqualTo("default");
                    assertThat(setting.getString("default")).isEqualTo("1800");
                    assertThat(setting.getString("description")).isNotBlank();
                });
        assertThat(answer.body()).doesNotContain(ManagedHerald.TOKEN);
    }
}
