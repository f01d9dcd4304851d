package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The rejections of the API, after some. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class RejectionRules {

    private static final String HASH = "72".repeat(20);
    private static final String DENIED = "/rejections?reason=denied&hash=" + HASH;

    private final ManagedHerald herald;

    RejectionRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void an_empty_info_hash_is_rejected() {
        herald.api().get("/rejections?hash=").is(400);
    }

    @Test
    void a_rejection_shows_why_a_client_does_not_work() {
        herald.api().get("/rejections").is(200);
        assertThat(herald.api().get("/rejections").is(200).json().getBoolean("sampled"))
                .isFalse();
        herald.api().put("/denylist/" + HASH, "{}").is(201);
        try {
            for (int i = 0; i < 3; i++) {
                announce();
            }
        } finally {
            herald.api().delete("/denylist/" + HASH).is(204);
        }
        Answer answer = herald.api().get(DENIED).is(200);
        assertThat(answer.items()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(rejection -> {
            assertThat(rejection.getString("frontend")).startsWith("http.");
            assertThat(rejection.getString("client")).isEqualTo("qBittorrent 4.6.0");
            assertThat(rejection.getString("network")).isEqualTo("127.0.0.0/24");
            assertThat(Instant.parse(rejection.getString("time")))
                    .isAfter(Instant.now().minusSeconds(600));
        });
        assertThat(answer.json().getJsonArray("counts").getValuesAs(JsonObject.class))
                .singleElement()
                .satisfies(count -> assertThat(count.getInt("count")).isGreaterThanOrEqualTo(3));
        assertThat(pages()).isEqualTo(answer.items());
        assertThat(herald.api().get(DENIED + "&frontend=udp").is(200).items()).isEmpty();
    }

    private void announce() {
        ManageApi.fetch(herald.announceUrl() + "?info_hash=" + "r".repeat(20)
                + "&peer_id=-qB4600-rejections--&port=7000&uploaded=0&downloaded=0&left=0");
    }

    /** The rejections, one by one. */
    private List<JsonObject> pages() {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = herald.api().get(DENIED + "&limit=1" + cursor).is(200);
            all.addAll(page.items());
            cursor = page.json().containsKey("next") ? "&cursor=" + page.json().getString("next") : "";
        } while (!cursor.isEmpty());
        return all;
    }
}
