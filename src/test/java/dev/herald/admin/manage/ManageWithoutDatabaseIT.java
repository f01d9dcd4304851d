package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import dev.herald.registry.PostgresqlServer;
import dev.herald.registry.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API while its database is unavailable: the connection to PostgreSQL is interrupted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageWithoutDatabaseIT {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final String HASH = "0d".repeat(20);

    private static InterruptibleProxy proxy;

    @RegisterExtension
    static final ManagedHerald HERALD = new ManagedHerald(() -> {
        RegistrySettings database = PostgresqlServer.running().fresh();
        URI url = URI.create(database.url().substring("jdbc:".length()));
        proxy = new InterruptibleProxy(url.getPort());
        Map<String, String> settings = new HashMap<>(ManagedHerald.on(database));
        settings.put("HERALD_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + proxy.port() + url.getPath());
        return settings;
    });

    @AfterAll
    static void end() throws IOException {
        proxy.close();
    }

    @Test
    void requests_that_need_the_database_fail_fast_and_others_succeed() throws Exception {
        HERALD.api().put("/denylist/" + HASH, "{\"reason\":\"before\"}").is(201);
        proxy.interrupt();

        List<Duration> waits = new ArrayList<>();
        Answer refused = HERALD.api().get("/denylist");
        for (int i = 0; i < TRIES; i++) {
            Instant start = Instant.now();
            refused = HERALD.api()
                    .put("/denylist/" + HASH, "{\"reason\":\"meanwhile\"}")
                    .is(503);
            waits.add(Duration.between(start, Instant.now()));
        }
        // One of them may be delayed by a busy machine.
        assertThat(waits).filteredOn(wait -> wait.compareTo(SOON) < 0).hasSizeGreaterThanOrEqualTo(TRIES - 1);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.body()).doesNotContain("herald.registry").doesNotContain("Exception");
        HERALD.api().get("/denylist").is(503);
        HERALD.api().get("/denylist/export").is(503);
        HERALD.api().get("/audit").is(503);
        HERALD.api()
                .send("POST", "/denylist/import", BodyPublishers.ofString(HASH), "Content-Type", "text/plain")
                .is(503);
        HERALD.api().get("/torrents").is(200);
        HERALD.api().get("/settings").is(200);
        assertThat(HERALD.api().get("/torrents/" + HASH).is(200).json().getString("reason"))
                .isEqualTo("before");

        proxy.resume();
        Instant end = Instant.now().plus(PATIENCE);
        Answer back = HERALD.api().put("/denylist/" + HASH, "{\"reason\":\"after\"}");
        while (back.status() == 503 && Instant.now().isBefore(end)) {
            back = HERALD.api().put("/denylist/" + HASH, "{\"reason\":\"after\"}");
        }
        back.is(200);
    }
}
