package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue.ValueType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The figures of the tracker: now, live and before. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class FigureRules {

    private static final int MAX_VIEWERS = 64;

    private final ManagedHerald herald;

    FigureRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void the_overview_shows_that_all_is_well() {
        JsonObject overview = herald.api().get("/overview").is(200).json();
        assertThat(Duration.between(Instant.parse(overview.getString("time")), Instant.now()))
                .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(10));
        assertThat(overview.getString("status")).isEqualTo("up");
        assertThat(overview.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(overview.getJsonArray("rates")).hasSize(8);
        assertThat(overview.getJsonArray("listeners").getValuesAs(JsonObject.class))
                .isNotEmpty()
                .allSatisfy(listener -> {
                    assertThat(listener.getString("status")).isEqualTo("up");
                    assertThat(listener.getString("announce")).matches("(udp|http)://.+:\\d+/announce");
                });
        assertThat(overview.getJsonObject("database").getString("status")).isEqualTo("up");
        assertThat(overview.getJsonObject("memory").getJsonNumber("heap_used").longValue())
                .isPositive();
    }

    @Test
    void announces_appear_in_the_live_stream() throws IOException {
        try (StreamViewer viewer = admitted()) {
            JsonObject snapshot = viewer.data();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (announces(snapshot) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                ManageApi.fetch(herald.announceUrl() + "?info_hash=" + "l".repeat(20)
                        + "&peer_id=-HR0100-live-stream-&port=7000&uploaded=0&downloaded=0&left=0");
                snapshot = viewer.data();
            }
        }
    }

    private static double announces(JsonObject snapshot) {
        return snapshot.getJsonArray("rates").getValuesAs(JsonObject.class).stream()
                .mapToDouble(rates -> rates.getJsonNumber("announces").doubleValue())
                .sum();
    }

    @Test
    void all_viewers_see_the_same_snapshot() throws IOException {
        try (StreamViewer one = admitted();
                StreamViewer other = admitted()) {
            JsonObject last = other.data();
            while (one.data().getString("time").compareTo(last.getString("time")) < 0) {
                // One of them has connected earlier.
            }
            JsonObject snapshot = one.data();
            while (last.getString("time").compareTo(snapshot.getString("time")) < 0) {
                last = other.data();
            }
            assertThat(last).isEqualTo(snapshot);
        }
    }

    @Test
    void more_than_64_viewers_are_refused_until_one_leaves() throws IOException {
        List<StreamViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_VIEWERS + 1; i++) {
                viewers.add(herald.stream("/live"));
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            Answer refused = herald.api().get("/live");
            while (refused.status() != 503) {
                // Viewers of other tests may have left since.
                viewers.add(herald.stream("/live"));
                assertThat(System.nanoTime()).isLessThan(deadline);
                refused = herald.api().get("/live");
            }
            refused.rejects(503, "64 viewers");
            for (StreamViewer viewer : viewers) {
                viewer.close();
            }
            while (herald.api().get("/live").status() != 200) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        } finally {
            for (StreamViewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    /** The container leaves contexts behind in its threads if a request is continued by another one. */
    @Test
    void a_stream_leaves_no_warnings_in_the_log() throws IOException {
        for (int i = 0; i < 40; i++) {
            try (StreamViewer viewer = admitted()) {
                viewer.data();
            }
        }
        herald.api().get("/overview").is(200);
        assertThat(herald.log()).doesNotContain("WELD-");
    }

    /** A viewer; waits until those of other tests have left. */
    private StreamViewer admitted() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        StreamViewer viewer = herald.stream("/live");
        while (!viewer.isAdmitted()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            viewer.close();
            viewer = herald.stream("/live");
        }
        return viewer;
    }

    @Test
    void the_checks_of_readiness_are_shown() {
        JsonObject health = herald.api().get("/health").is(200).json();
        assertThat(health.getString("status")).isEqualTo("up");
        assertThat(health.getJsonArray("checks").getValuesAs(JsonObject.class))
                .extracting(check -> check.getString("name"))
                .contains("frontends", "database", "periodic tasks");
    }

    @Test
    void the_history_lists_its_names() {
        JsonObject parameter = herald.document()
                .json()
                .getJsonObject("paths")
                .getJsonObject("/manage/v1/history")
                .getJsonObject("get")
                .getJsonArray("parameters")
                .getJsonObject(0);
        assertThat(herald.api().get("/history").is(200).json().getJsonArray("metrics"))
                .isEqualTo(
                        parameter.getJsonObject("schema").getJsonObject("items").getJsonArray("enum"));
    }

    @Test
    void the_last_hour_is_shown_by_seconds() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        JsonObject history = hour();
        while (heap(history).stream()
                        .filter(value -> value.getValueType() == ValueType.NUMBER)
                        .count()
                < 3) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            history = hour();
        }
        assertThat(history.getString("range")).isEqualTo("hour");
        assertThat(history.getInt("step")).isEqualTo(1);
        assertThat(Instant.ofEpochSecond(history.getInt("from") + 3599L))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
        assertThat(heap(history)).hasSize(3600);
    }

    private JsonObject hour() {
        return herald.api().get("/history?metric=heap_used&metric=cpu").is(200).json();
    }

    private static JsonArray heap(JsonObject history) {
        return history.getJsonArray("series").getJsonObject(0).getJsonArray("values");
    }

    @Test
    void an_unknown_metric_or_range_is_rejected() {
        herald.api().get("/history?metric=nothing").rejects(400, "metric");
        herald.api().get("/history?metric=cpu&range=year").rejects(400, "range");
        herald.api().get("/history?range=hour&range=day").rejects(400, "twice");
        herald.api().get("/history?" + "metric=cpu&".repeat(21)).rejects(400, "20 times");
        assertThat(herald.api()
                        .get("/history?metric=cpu&range=month")
                        .is(200)
                        .json()
                        .getInt("step"))
                .isEqualTo(3600);
    }
}
