package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.Announce;
import dev.herald.conformance.FrontendClient;
import dev.herald.durability.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Herald with a PostgreSQL that starts late, stops, hangs and recovers. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class DatabaseOutageIT {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Attempts of which the fastest counts, because a busy machine delays some responses. */
    private static final int ATTEMPTS = 4;

    /** Limit for every attempt. The persistence provider's own retries would take 15 seconds. */
    private static final Duration HARD_LIMIT = Duration.ofSeconds(10);

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    /** The reason that readiness shows without a token. */
    private static final String REASON_WITHOUT_TOKEN =
            "the database does not answer or cannot be written; with a token this shows the reason";

    private static final String KEY = ExpectedLists.KEY;
    private static final String KEY_TO_DELETE = "AnotherKeyThatCannotBeTakenAway0";
    private static final String SEEDER_KEY = "TheKeyOfSomebodyElseWhoSeeds0000";
    private static final String NEW_KEY = "TheKeyThatNobodyCanHaveForNow000";
    private static final String HASH = ExpectedLists.HASH;
    private static final String NEW_HASH = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";

    private Postgresql database;
    private Server herald;
    private ApiClient api;
    private AnnounceLoop load;
    private final ExpectedLists expected = new ExpectedLists();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        database = new Postgresql(folder.resolve("postgresql"));
        Map<String, String> settings = new HashMap<>(Server.PRIVATE_AND_LISTED);
        settings.putAll(database.settings());
        settings.put("HERALD_DATABASE_START_TIMEOUT", "600");
        settings.put("HERALD_TOTALS_INTERVAL", "1");
        herald = Server.begin(folder, settings);
        Eventually.says(
                "connection attempts", "2 or more", () -> connectionAttempts() < 2 ? "fewer" : "2 or more", TIMEOUT);
        database.start();
        herald.awaitUp();
        api = herald.api();
        expected.addFixtures(api);
        assertThat(api.postKey(KEY_TO_DELETE).ok()).isTrue();
        assertThat(api.postKey(SEEDER_KEY).ok()).isTrue();
        expected.keys().acknowledged(SEEDER_KEY, true);
    }

    @BeforeEach
    void announce() {
        Announce seeder = Clients.leecher(HASH, 99).left(0);
        // With another key, because a client is not sent peers that announce with its own key.
        herald.http().at("/announce/" + SEEDER_KEY).announce(seeder);
        load = new AnnounceLoop(List.of(udp(), http(), herald.httpNetty().at("/announce/" + KEY)), HASH, seeder.peer());
    }

    @AfterEach
    void assertEveryAnnounceWasAnswered() throws Exception {
        database.restore();
        load.end();
        assertThat(load.failure()).isEmpty();
    }

    @AfterAll
    void end() throws Exception {
        herald.close();
        database.close();
    }

    @Test
    @Order(1)
    void startup_waits_for_the_database_and_logs_each_attempt() throws Exception {
        assertThat(herald.errors()).doesNotContain("hidden", "\tat ");
        Eventually.says("readiness", "up", this::readiness, TIMEOUT);
        assertThat(api.get("/health/ready").body()).contains("answers");
    }

    @Test
    @Order(2)
    void stopped_database_does_not_stop_announces_and_is_used_again_without_a_restart() throws Exception {
        Clients.download(http(), HASH, 2);
        Eventually.says("the total", "1", () -> Long.toString(database.total(HASH)), TIMEOUT);

        database.stop();

        assertWritesFail();
        assertNothingChanged();
        assertAnnouncesContinue();
        Clients.download(udp(), HASH, 3);
        Clients.download(http(), HASH, 4);
        assertThat(Clients.downloaded(http(), HASH)).isEqualTo(3);
        assertDegraded();

        database.start();

        assertWritesSucceed();
        Eventually.says("the total", "3", () -> Long.toString(database.total(HASH)), TIMEOUT);
        removeNewEntries();
    }

    @Test
    @Order(3)
    void writes_fail_within_three_seconds_when_the_database_hangs() throws Exception {
        database.suspend();

        assertWritesFail();
        assertNothingChanged();
        assertAnnouncesContinue();
        assertDegraded();

        database.resume();

        assertWritesSucceed();
        removeNewEntries();
    }

    @Test
    @Order(4)
    void no_acknowledged_change_is_lost_and_memory_matches_the_database_after_outages_during_writes() throws Exception {
        assertThat(api.deleteKey(KEY_TO_DELETE).ok()).isTrue();
        long seed = System.nanoTime();
        Writers writers = new Writers(herald, expected, new Random(seed));
        writers.await(50);
        database.stop();
        writers.awaitFailures();
        assertDegraded();
        database.start();
        writers.await(50);
        database.suspend();
        writers.awaitFailures();
        assertDegraded();
        database.resume();
        writers.await(50);
        writers.end();
        assertThat(writers.longest()).isLessThan(HARD_LIMIT);

        expected.addFixtures(api);
        expected.compare(herald, "seed " + seed);
    }

    /** Requests that block the operator port must not block announces. One round in which announces are faster than health checks is enough. */
    @Test
    @Order(5)
    void hanging_database_and_unread_exports_do_not_delay_announces() throws Exception {
        api.importNotes("denylist", 4000);
        List<FrontendClient> frontends =
                List.of(udp(), http(), herald.httpNetty().at("/announce/" + KEY));
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try (OperatorRequests exports = new OperatorRequests(api.port())) {
            exports.unread(3, "/manage/v1/denylist/export");
            assertThat(api.get("/manage/v1/denylist/export").body()).contains("3 imports and exports are running");
            database.suspend();
            boolean announcesWereFaster = false;
            while (!announcesWereFaster) {
                assertThat(System.nanoTime())
                        .as("time until announces are faster than health checks")
                        .isLessThan(end);
                try (OperatorRequests health = new OperatorRequests(api.port())) {
                    health.pending(40, "/health/ready");
                    for (int i = 0; i < 50; i++) {
                        for (FrontendClient frontend : frontends) {
                            frontend.announce(Clients.leecher(HASH, 50));
                        }
                    }
                    announcesWereFaster = !health.answered();
                }
            }
        }
    }

    /** Asserts that writes fail, first one after the other, then all at the same time. */
    private void assertWritesFail() {
        writes().forEach(write -> assertWithinLimit(write::fails));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            assertWithinLimit(() -> allFail(threads));
        } finally {
            threads.shutdownNow();
        }
    }

    /** The time of the slowest write. */
    private Duration allFail(ExecutorService threads) {
        List<CompletableFuture<Duration>> all = new ArrayList<>();
        for (Write write : writes()) {
            all.add(CompletableFuture.supplyAsync(write::fails, threads));
        }
        return all.stream()
                .map(CompletableFuture::join)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void assertWithinLimit(Supplier<Duration> took) {
        Duration fastest = took.get();
        for (int i = 1; i < ATTEMPTS && fastest.compareTo(LIMIT) >= 0; i++) {
            fastest = took.get();
        }
        assertThat(fastest).isLessThan(LIMIT);
    }

    private List<Write> writes() {
        return List.of(
                new Write("/api/v1/keys", () -> api.postKey(NEW_KEY)),
                new Write("/manage/v1/keys", () -> api.put("keys", NEW_KEY)),
                new Write("/api/v1/whitelist", () -> api.postHash(NEW_HASH)),
                new Write("/manage/v1/whitelist", () -> api.put("whitelist", NEW_HASH)),
                new Write("/api/v1/key", () -> api.deleteKey(KEY_TO_DELETE)),
                new Write("/manage/v1/keys", () -> api.delete("keys", KEY_TO_DELETE)),
                new Write("/manage/v1/whitelist", () -> api.delete("whitelist", HASH)));
    }

    private interface Request {
        Answer send() throws IOException;
    }

    /** A change, requested at {@code path}. */
    private record Write(String path, Request request) {

        /** Asserts that the request fails, and returns the time of the response. */
        Duration fails() {
            Answer answer = answer();
            assertThat(answer.took()).as(answer.toString()).isLessThan(HARD_LIMIT);
            if (path.startsWith("/api")) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(500);
                assertThat(answer.type()).isEqualTo("text/plain");
                assertThat(answer.body()).startsWith("Unhandled rejection: Err { reason: \"failed to ");
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.type()).isEqualTo("application/problem+json");
                assertThat(answer.body()).contains("The database is unavailable, and nothing was changed");
            }
            assertThat(answer.body()).doesNotContain("hidden", NEW_KEY, KEY_TO_DELETE);
            return answer.took();
        }

        Answer answer() {
            try {
                return request.send();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void assertAnnouncesContinue() throws InterruptedException {
        long before = load.answered();
        Eventually.says("responses", "more", () -> load.answered() < before + 100 ? "few" : "more", TIMEOUT);
        assertThat(load.failure()).isEmpty();
    }

    private void assertNothingChanged() {
        for (FrontendClient frontend : List.of(herald.udp(), herald.http())) {
            assertThat(Clients.served(frontend, KEY, HASH)).isTrue();
            assertThat(Clients.served(frontend, KEY_TO_DELETE, HASH)).isTrue();
            assertThat(Clients.served(frontend, NEW_KEY, HASH)).isFalse();
            assertThat(Clients.served(frontend, KEY, NEW_HASH)).isFalse();
        }
    }

    private void assertDegraded() throws Exception {
        Eventually.says("readiness", "degraded", this::readiness, TIMEOUT);
        Answer ready = api.get("/health/ready");
        assertThat(ready.body()).contains("\"reason\"").doesNotContain("hidden", REASON_WITHOUT_TOKEN);
        assertThat(ready.took()).isLessThan(LIMIT);
        for (ApiClient client : List.of(api.withoutToken(), api.with("no-token-of-anybody"))) {
            assertThat(client.get("/health/ready").body())
                    .contains("degraded", "\"reason\":\"" + REASON_WITHOUT_TOKEN + "\"")
                    .doesNotContain("hidden", "the database failed");
        }
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    /** Waits for one write to succeed, then asserts that all others do: no broken connection may remain in the pool. */
    private void assertWritesSucceed() throws InterruptedException {
        Write write = new Write("/manage/v1/whitelist", () -> api.put("whitelist", NEW_HASH));
        Eventually.says("a write", "done", () -> write.answer().ok() ? "done" : "failed", TIMEOUT);
        for (Write other : List.of(
                new Write("/api/v1/keys", () -> api.postKey(NEW_KEY)),
                new Write("/manage/v1/keys", () -> api.put("keys", NEW_KEY)),
                new Write("/api/v1/whitelist", () -> api.postHash(NEW_HASH)))) {
            Answer answer = other.answer();
            assertThat(answer.ok()).as(answer.toString()).isTrue();
        }
        assertThat(Clients.served(herald.udp(), NEW_KEY, NEW_HASH)).isTrue();
        Eventually.says("readiness", "up", this::readiness, TIMEOUT);
    }

    private String readiness() {
        Answer ready = new Write("", () -> api.get("/health/ready")).answer();
        return ready.status() == 200 && !ready.body().contains("degraded") ? "up" : "degraded";
    }

    private void removeNewEntries() throws IOException {
        assertThat(api.delete("keys", NEW_KEY).ok()).isTrue();
        assertThat(api.delete("whitelist", NEW_HASH).ok()).isTrue();
        assertNothingChanged();
    }

    private FrontendClient udp() {
        return herald.udp().at("/announce/" + KEY);
    }

    private FrontendClient http() {
        return herald.http().at("/announce/" + KEY);
    }

    private long connectionAttempts() {
        try {
            return herald.errors()
                    .lines()
                    .filter(line -> line.contains("waiting for the database " + database.shownUrl()))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
