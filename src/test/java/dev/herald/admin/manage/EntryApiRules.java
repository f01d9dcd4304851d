package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, whitelist and deny list, one entry at a time; the same on every database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EntryApiRules {

    private final ManagedHerald herald;

    EntryApiRules(ManagedHerald herald) {
        this.herald = herald;
    }

    private ManageApi api() {
        return herald.api();
    }

    @Test
    void a_random_key_is_found_at_its_location() {
        Answer made = api().post("/keys", "{\"label\":\"Ann ä😀\",\"valid_until\":\"2099-01-01T00:00:00+01:00\"}")
                .is(201);
        String key = made.json().getString("key");

        assertThat(key).matches("[0-9A-Za-z]{32}");
        assertThat(made.header("Location")).isEqualTo(api().root() + "/manage/v1/keys/" + key);
        JsonObject read = api().get("/keys/" + key).is(200).json();
        assertThat(read).isEqualTo(made.json());
        assertThat(read.getString("label")).isEqualTo("Ann ä😀");
        assertThat(read.getString("valid_until")).isEqualTo("2098-12-31T23:00:00Z");
        assertThat(Instant.parse(read.getString("created")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void a_body_may_be_absent() {
        String key = api().post("/keys", "").is(201).json().getString("key");
        assertThat(api().get("/keys/" + key).json().get("valid_until")).isEqualTo(JsonValue.NULL);
        String hash = "b0".repeat(20);
        api().send("PUT", "/whitelist/" + hash, BodyPublishers.noBody()).is(201);
        assertThat(api().get("/whitelist/" + hash).json().getString("label")).isEmpty();
    }

    @Test
    void an_existing_key_is_not_added_again() {
        api().post("/keys", "{\"key\":\"my-own-key_of-the-tests\"}").is(201);
        api().post("/keys", "{\"key\":\"my-own-key_of-the-tests\"}").rejects(409, "already");
    }

    @ParameterizedTest
    @CsvSource({
        "/keys/, put-key-put-key-put, label, key",
        "/whitelist/, aa00000000000000000000000000000000000001, label, hash",
        "/denylist/, aa00000000000000000000000000000000000002, reason, hash"
    })
    void PUT_adds_then_replaces_then_keeps(String list, String id, String word, String idName) {
        String body = "{\"" + word + "\":\"one\",\"note\":\"two\\nlines\"}";
        Answer made = api().put(list + id, body).is(201);
        assertThat(made.header("Location")).isEqualTo(api().root() + "/manage/v1" + list + id);
        assertThat(api().put(list + id, body).is(200).json()).isEqualTo(made.json());

        JsonObject changed =
                api().put(list + id, "{\"" + word + "\":\"two\"}").is(200).json();

        assertThat(changed.getString(word)).isEqualTo("two");
        assertThat(changed.getString("note")).isEmpty();
        assertThat(changed.getString("created")).isEqualTo(made.json().getString("created"));
        assertThat(changed.getString(idName)).isEqualTo(id);
        // A response can be sent back as a request.
        assertThat(api().put(list + id, changed.toString()).is(200).json()).isEqualTo(changed);
        assertThat(api().get(list + id).json()).isEqualTo(changed);
    }

    @ParameterizedTest
    @CsvSource({
        "/keys/gone-key-gone-key-gone",
        "/whitelist/ab00000000000000000000000000000000000001",
        "/denylist/ab00000000000000000000000000000000000002"
    })
    void DELETE_is_idempotent(String path) {
        api().put(path, "{}").is(201);
        assertThat(api().delete(path).is(204).body()).isEmpty();
        api().get(path).rejects(404, "no such");
        api().delete(path).is(204);
    }

    @Test
    void hashes_are_accepted_in_upper_case_and_shown_in_lower_case() {
        assertThat(api().put("/whitelist/" + "AC".repeat(20), "{}")
                        .is(201)
                        .json()
                        .getString("hash"))
                .isEqualTo("ac".repeat(20));
        api().get("/whitelist/" + "aC".repeat(20)).is(200);
    }

    @Test
    void lists_are_paged_and_searched() {
        List<String> hashes = new ArrayList<>();
        for (int i = 10; i < 35; i++) {
            hashes.add("cafe" + "0".repeat(34) + i);
            api().put("/denylist/" + hashes.get(i - 10), "{\"reason\":\"reason 100% " + i + "\"}")
                    .is(201);
        }
        assertThat(all("/denylist?q=cafe&limit=7")).isEqualTo(hashes);
        assertThat(all("/denylist?q=cafe&limit=25")).isEqualTo(hashes);
        assertThat(all("/denylist?q=REASON%20100%25%2033")).containsExactly(hashes.get(23));
        assertThat(all("/denylist?q=REASON%20100_")).isEmpty();
        assertThat(all("/denylist?limit=1000")).containsAll(hashes);
    }

    @Test
    void a_change_is_in_the_audit() {
        String hash = "ad".repeat(20);
        api().put("/denylist/" + hash, "{\"reason\":\"audited\"}").is(201);
        api().delete("/denylist/" + hash).is(204);
        // Maintenance may write failed changes of other tests to the audit at any time.
        List<JsonObject> latest = api().get("/audit?limit=1000").is(200).items().stream()
                .filter(entry -> entry.getString("subject").equals(hash))
                .toList();
        assertThat(latest).hasSize(2);
        assertThat(latest).extracting(entry -> entry.getString("action")).allMatch(action -> action.contains("deny"));
        assertThat(latest).extracting(entry -> entry.getString("actor")).containsOnly("admin");
        assertThat(latest.get(0).getInt("id")).isGreaterThan(latest.get(1).getInt("id"));
    }

    private List<String> all(String path) {
        List<String> all = new ArrayList<>();
        Answer page = api().get(path).is(200);
        page.items().forEach(item -> all.add(item.getString("hash")));
        while (page.json().containsKey("next")) {
            page = api().get(path + "&cursor=" + page.json().getString("next")).is(200);
            page.items().forEach(item -> all.add(item.getString("hash")));
        }
        return all;
    }
}
