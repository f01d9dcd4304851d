package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.Announce;
import dev.herald.conformance.FrontendClient;
import dev.herald.durability.Api.Answer;
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

/** One Herald, and a PostgreSQL that is there late, goes away, hangs, and comes back each time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class DatabaseAwayIT {

    private static final Duration SOON = Duration.ofSeconds(3);

    /** A busy machine makes an answer late now and then, so the soonest of so many counts. */
    private static final int TRIES = 4;

    /** None may take so long even there; the persistence provider would try again by itself for 15 seconds. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What is said of it to those who send no token. */
    private static final String UNTOLD =
            "the database does not answer or cannot be written; with a token this shows the reason";

    private static final String KEY = Books.KEY;
    private static final String OTHER_KEY = "AnotherKeyThatCannotBeTakenAway0";
    private static final String SEEDER_KEY = "TheKeyOfSomebodyElseWhoSeeds0000";
    private static final String NEW_KEY = "TheKeyThatNobodyCanHaveForNow000";
    private static final String HASH = Books.HASH;
    private static final String NEW_HASH = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";

    private Postgresql database;
    private Server herald;
    private Api api;
    private Load load;
    private final Books books = new Books();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        database = new Postgresql(folder.resolve("postgresql"));
        Map<String, String> settings = new HashMap<>(Server.CLOSED);
        settings.putAll(database.settings());
        settings.put("HERALD_DATABASE_START_TIMEOUT", "600");
        settings.put("HERALD_TOTALS_INTERVAL", "1");
        herald = Server.begin(folder, settings);
        Eventually.says("tries", "2 or more", () -> tries() < 2 ? "fewer" : "2 or more", PATIENCE);
        database.start();
        herald.awaitUp();
        api = herald.api();
        books.open(api);
        assertThat(api.postKey(OTHER_KEY).ok()).isTrue();
        assertThat(api.postKey(SEEDER_KEY).ok()).isTrue();
        books.keys().acknowledged(SEEDER_KEY, true);
    }

    @BeforeEach
    void announce() {
        Announce seeder = Clients.leecher(HASH, 99).left(0);
        // By its own key: nobody is given peers that announce with his.
        herald.http().at("/announce/" + SEEDER_KEY).announce(seeder);
        load = new Load(List.of(udp(), http(), herald.httpNetty().at("/announce/" + KEY)), HASH, seeder.peer());
    }

    @AfterEach
    void everyAnnounceWasAnswered() throws Exception {
        database.restore();
        load.end();
        assertThat(load.complaint()).isEmpty();
    }

    @AfterAll
    void end() throws Exception {
        herald.close();
        database.close();
    }

    @Test
    @Order(1)
    void one_that_came_up_late_was_waited_for_with_a_line_for_each_try() throws Exception {
        assertThat(herald.errors()).doesNotContain("hidden", "\tat ");
        Eventually.says("readiness", "up", this::readiness, PATIENCE);
        assertThat(api.get("/health/ready").body()).contains("answers");
    }

    @Test
    @Order(2)
    void one_that_is_stopped_stops_no_announce_and_is_not_needed_for_a_restart_when_it_is_back() throws Exception {
        Clients.download(http(), HASH, 2);
        Eventually.says("the total", "1", () -> Long.toString(database.total(HASH)), PATIENCE);

        database.stop();

        writesFail();
        nothingHasChanged();
        announcesGoOn();
        Clients.download(udp(), HASH, 3);
        Clients.download(http(), HASH, 4);
        assertThat(Clients.downloaded(http(), HASH)).isEqualTo(3);
        degraded();

        database.start();

        writesSucceed();
        Eventually.says("the total", "3", () -> Long.toString(database.total(HASH)), PATIENCE);
        removesTheNew();
    }

    @Test
    @Order(3)
    void one_that_hangs_holds_no_write_for_longer_than_three_seconds() throws Exception {
        database.freeze();

        writesFail();
        nothingHasChanged();
        announcesGoOn();
        degraded();

        database.thaw();

        writesSucceed();
        removesTheNew();
    }

    @Test
    @Order(4)
    void one_that_comes_and_goes_while_clients_write_loses_nothing_and_memory_agrees_with_it() throws Exception {
        assertThat(api.deleteKey(OTHER_KEY).ok()).isTrue();
        long seed = System.nanoTime();
        Writers writers = new Writers(herald, books, new Random(seed));
        writers.await(50);
        database.stop();
        writers.awaitRefusals();
        degraded();
        database.start();
        writers.await(50);
        database.freeze();
        writers.awaitRefusals();
        degraded();
        database.thaw();
        writers.await(50);
        writers.end();
        assertThat(writers.longest()).isLessThan(LATE);

        books.open(api);
        books.compare(herald, "seed " + seed);
    }

    /** Whatever the operator's port waits for. One round in which the machine has time for the announces shows it. */
    @Test
    @Order(5)
    void one_that_hangs_and_exports_that_nobody_reads_delay_no_announce() throws Exception {
        api.importNotes("denylist", 4000);
        List<FrontendClient> frontends =
                List.of(udp(), http(), herald.httpNetty().at("/announce/" + KEY));
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (OperatorRequests exports = new OperatorRequests(api.port())) {
            exports.unread(3, "/manage/v1/denylist/export");
            assertThat(api.get("/manage/v1/denylist/export").body()).contains("3 imports and exports are running");
            database.freeze();
            boolean overtaken = false;
            while (!overtaken) {
                assertThat(System.nanoTime())
                        .as("health checks are always first")
                        .isLessThan(end);
                try (OperatorRequests health = new OperatorRequests(api.port())) {
                    health.pending(40, "/health/ready");
                    for (int i = 0; i < 50; i++) {
                        for (FrontendClient frontend : frontends) {
                            frontend.announce(Clients.leecher(HASH, 50));
                        }
                    }
                    overtaken = !health.answered();
                }
            }
        }
    }

    /** One after the other, and then all at the same time. */
    private void writesFail() {
        writes().forEach(write -> assertSoon(write::fails));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            assertSoon(() -> allFail(threads));
        } finally {
            threads.shutdownNow();
        }
    }

    /** How long the slowest took. */
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

    private static void assertSoon(Supplier<Duration> took) {
        Duration soonest = took.get();
        for (int i = 1; i < TRIES && soonest.compareTo(SOON) >= 0; i++) {
            soonest = took.get();
        }
        assertThat(soonest).isLessThan(SOON);
    }

    private List<Write> writes() {
        return List.of(
                new Write("/api/v1/keys", () -> api.postKey(NEW_KEY)),
                new Write("/manage/v1/keys", () -> api.put("keys", NEW_KEY)),
                new Write("/api/v1/whitelist", () -> api.postHash(NEW_HASH)),
                new Write("/manage/v1/whitelist", () -> api.put("whitelist", NEW_HASH)),
                new Write("/api/v1/key", () -> api.deleteKey(OTHER_KEY)),
                new Write("/manage/v1/keys", () -> api.delete("keys", OTHER_KEY)),
                new Write("/manage/v1/whitelist", () -> api.delete("whitelist", HASH)));
    }

    private interface Request {
        Answer send() throws IOException;
    }

    /** A change that is asked for at {@code path}. */
    private record Write(String path, Request request) {

        /** How long that took. */
        Duration fails() {
            Answer answer = answer();
            assertThat(answer.took()).as(answer.toString()).isLessThan(LATE);
            if (path.startsWith("/api")) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(500);
                assertThat(answer.type()).isEqualTo("text/plain");
                assertThat(answer.body()).startsWith("Unhandled rejection: Err { reason: \"failed to ");
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.type()).isEqualTo("application/problem+json");
                assertThat(answer.body()).contains("The database is unavailable, and nothing was changed");
            }
            assertThat(answer.body()).doesNotContain("hidden", NEW_KEY, OTHER_KEY);
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

    private void announcesGoOn() throws InterruptedException {
        long before = load.answered();
        Eventually.says("answers", "more", () -> load.answered() < before + 100 ? "few" : "more", PATIENCE);
        assertThat(load.complaint()).isEmpty();
    }

    private void nothingHasChanged() {
        for (FrontendClient frontend : List.of(herald.udp(), herald.http())) {
            assertThat(Clients.served(frontend, KEY, HASH)).isTrue();
            assertThat(Clients.served(frontend, OTHER_KEY, HASH)).isTrue();
            assertThat(Clients.served(frontend, NEW_KEY, HASH)).isFalse();
            assertThat(Clients.served(frontend, KEY, NEW_HASH)).isFalse();
        }
    }

    private void degraded() throws Exception {
        Eventually.says("readiness", "degraded", this::readiness, PATIENCE);
        Answer ready = api.get("/health/ready");
        assertThat(ready.body()).contains("\"reason\"").doesNotContain("hidden", UNTOLD);
        assertThat(ready.took()).isLessThan(SOON);
        for (Api stranger : List.of(api.withoutToken(), api.with("no-token-of-anybody"))) {
            assertThat(stranger.get("/health/ready").body())
                    .contains("degraded", "\"reason\":\"" + UNTOLD + "\"")
                    .doesNotContain("hidden", "the database failed");
        }
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    /** Soon, and from then on always: no broken connection is left over. */
    private void writesSucceed() throws InterruptedException {
        Write write = new Write("/manage/v1/whitelist", () -> api.put("whitelist", NEW_HASH));
        Eventually.says("a write", "done", () -> write.answer().ok() ? "done" : "failed", PATIENCE);
        for (Write other : List.of(
                new Write("/api/v1/keys", () -> api.postKey(NEW_KEY)),
                new Write("/manage/v1/keys", () -> api.put("keys", NEW_KEY)),
                new Write("/api/v1/whitelist", () -> api.postHash(NEW_HASH)))) {
            Answer answer = other.answer();
            assertThat(answer.ok()).as(answer.toString()).isTrue();
        }
        assertThat(Clients.served(herald.udp(), NEW_KEY, NEW_HASH)).isTrue();
        Eventually.says("readiness", "up", this::readiness, PATIENCE);
    }

    private String readiness() {
        Answer ready = new Write("", () -> api.get("/health/ready")).answer();
        return ready.status() == 200 && !ready.body().contains("degraded") ? "up" : "degraded";
    }

    private void removesTheNew() throws IOException {
        assertThat(api.delete("keys", NEW_KEY).ok()).isTrue();
        assertThat(api.delete("whitelist", NEW_HASH).ok()).isTrue();
        nothingHasChanged();
    }

    private FrontendClient udp() {
        return herald.udp().at("/announce/" + KEY);
    }

    private FrontendClient http() {
        return herald.http().at("/announce/" + KEY);
    }

    private long tries() {
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
