package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.FrontendClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Download counts, expired keys and the audit log across restarts. The server writes totals and removes expired keys and audit entries
 * at shutdown only. The first run creates the tables; the second runs without migration; the third does not check the expiry of keys.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RestartIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Map<String, String> SECOND_RUN =
            Map.of("HERALD_TOTALS_INTERVAL", "3600", "HERALD_DATABASE_MIGRATE", "false");
    private static final Map<String, String> FIRST_RUN = Map.of(
            "HERALD_TOTALS_INTERVAL", "3600",
            "HERALD_PRIVATE_EXPIRED_RETENTION", "0",
            "HERALD_AUDIT_RETENTION", "0");
    private static final Map<String, String> THIRD_RUN = Map.of(
            "HERALD_TOTALS_PERSIST", "false",
            "HERALD_PRIVATE", "true",
            "HERALD_PRIVATE_CHECK_EXPIRY", "false");
    private static final String FIRST_KEY = "TheKeyThatWasRemoved";
    private static final String SECOND_KEY = "TheKeyThatWasNotRemoved";
    private static final String HASH = "5452869be36f9f3350ccee6b4544e7e76caaadab";
    private static final String OTHER_HASH = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";

    @TempDir
    Path folder;

    @Test
    void totals_survive_a_restart_and_expired_keys_and_old_audit_entries_are_removed() throws Exception {
        try (Server herald = Server.start(folder, FIRST_RUN)) {
            addExpiredKey(herald.api(), FIRST_KEY);
            Clients.download(herald.udp(), HASH, 2);
            Clients.download(herald.http(), HASH, 3);
            Clients.download(herald.http(), OTHER_HASH, 2);
            assertThat(Clients.downloaded(herald.http(), HASH)).isEqualTo(2);
            assertThat(herald.end("TERM")).isZero();
            assertThat(herald.errors()).doesNotContain("WARNING", "ERROR", "SEVERE");
        }
        try (Server herald = Server.start(folder, SECOND_RUN)) {
            assertThat(Clients.downloaded(herald.http(), HASH)).isEqualTo(2);
            assertThat(Clients.downloaded(herald.udp(), OTHER_HASH)).isEqualTo(1);
            assertThat(herald.api().ids("keys")).isEmpty();
            assertThat(audit(herald.api())).contains("key.expire").doesNotContain("key.put");
            addExpiredKey(herald.api(), SECOND_KEY);
            Clients.download(herald.udp(), HASH, 2);
            assertThat(Clients.downloaded(herald.udp(), HASH)).isEqualTo(3);
            assertThat(herald.end("TERM")).isZero();
        }
        try (Server herald = Server.start(folder, THIRD_RUN)) {
            FrontendClient member = herald.http().at("/announce/" + SECOND_KEY);
            assertThat(Clients.downloaded(member, HASH)).isZero();
            Clients.download(member, HASH, 2);
            assertThat(Clients.downloaded(member, HASH)).isEqualTo(1);
            assertThat(herald.api().ids("keys")).containsExactly(SECOND_KEY);
            for (FrontendClient frontend : List.of(herald.udp(), herald.http(), herald.httpNetty())) {
                assertThat(Clients.served(frontend, SECOND_KEY, HASH))
                        .as("expired")
                        .isTrue();
                assertThat(Clients.served(frontend, FIRST_KEY, HASH))
                        .as("removed")
                        .isFalse();
            }
            assertThat(audit(herald.api())).contains("key.put");
        }
    }

    /** Adds an expired key and waits for the next second, because times are stored in seconds. */
    private static void addExpiredKey(ApiClient api, String key) throws Exception {
        assertThat(api.putKey(key, Instant.ofEpochSecond(Instant.now().getEpochSecond() - 1))
                        .ok())
                .isTrue();
        long second = Instant.now().getEpochSecond();
        Eventually.says(
                "the second", "over", () -> Instant.now().getEpochSecond() > second ? "over" : "not over", TIMEOUT);
    }

    private static String audit(ApiClient api) throws IOException {
        ApiClient.Answer answer = api.get("/manage/v1/audit");
        assertThat(answer.ok()).as(answer.body()).isTrue();
        return answer.body();
    }
}
