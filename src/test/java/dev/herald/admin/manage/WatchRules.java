package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches of the API. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class WatchRules {

    private static final String HASH = "77".repeat(20);

    private final ManagedHerald herald;

    WatchRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void announces_of_a_torrent_are_watched_until_the_end() throws IOException {
        Answer started =
                herald.api().post("/watches", "{\"hash\":\"" + HASH + "\"}").is(201);
        String watch = "/watches/" + started.json().getString("id");
        assertThat(started.header("Location")).endsWith(watch);
        assertThat(Duration.between(Instant.now(), Instant.parse(started.json().getString("until"))))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(herald.api()
                        .get("/audit?action=watch.start&subject=" + HASH)
                        .is(200)
                        .items())
                .isNotEmpty();
        try (StreamViewer viewer = herald.stream(watch)) {
            assertThat(viewer.isAdmitted()).isTrue();
            ManageApi.fetch(herald.announceUrl() + "?info_hash=" + "w".repeat(20)
                    + "&peer_id=-qB4600-watched-----&port=7000&uploaded=0&downloaded=0&left=5&event=started");
            JsonObject announce = viewer.data();
            assertThat(viewer.name()).isEqualTo("announce");
            assertThat(announce.getString("frontend")).startsWith("http.");
            assertThat(announce.getString("hash")).isEqualTo(HASH);
            assertThat(announce.getString("event")).isEqualTo("started");
            assertThat(announce.getInt("left")).isEqualTo(5);
            assertThat(announce.getString("client")).isEqualTo("qBittorrent 4.6.0");
            assertThat(announce.getString("address")).isEqualTo("127.0.0.1");
            assertThat(announce.getInt("port")).isEqualTo(7000);
            assertThat(announce.getString("result")).isEqualTo("answered");
            herald.api().delete(watch).is(204);
            viewer.data();
            assertThat(viewer.name()).isEqualTo("end");
        }
        herald.api().get(watch).rejects(404, "ended");
        herald.api().delete(watch).is(204);
    }

    @Test
    void a_rejection_of_a_watched_network_has_its_reason() throws IOException {
        String denied = "78".repeat(20);
        herald.api().put("/denylist/" + denied, "{}").is(201);
        String watch = "/watches/"
                + herald.api()
                        .post("/watches", "{\"network\":\"127.0.0.0/8\"}")
                        .is(201)
                        .json()
                        .getString("id");
        try (StreamViewer viewer = herald.stream(watch)) {
            ManageApi.fetch(herald.announceUrl() + "?info_hash=" + "x".repeat(20)
                    + "&peer_id=-qB4600-watched-----&port=7000&uploaded=0&downloaded=0&left=5");
            JsonObject announce = viewer.data();
            while (!announce.getString("hash").equals(denied)) {
                announce = viewer.data();
            }
            assertThat(announce.getString("result")).isEqualTo("denied");
        } finally {
            herald.api().delete(watch).is(204);
            herald.api().delete("/denylist/" + denied).is(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"hash\":\"12\"}",
                "{\"network\":\"everything\"}",
                "{\"hash\":\"7777777777777777777777777777777777777777\",\"network\":\"10.0.0.0/8\"}",
                "{\"client\":\"x\"}"
            })
    void a_body_without_one_target_is_rejected(String body) {
        herald.api().post("/watches", body).is(422);
    }
}
