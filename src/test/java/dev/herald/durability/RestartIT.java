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
 * Download counts, keys that have expired and the audit, through three lives of a server that writes the first and removes the
 * others at its end only. The tables of the first are good for those that make none, and to the last an expired key is as good as
 * any.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> LATE =
            Map.of("HERALD_TOTALS_INTERVAL", "3600", "HERALD_DATABASE_MIGRATE", "false");
    private static final Map<String, String> FIRST = Map.of(
            "HERALD_TOTALS_INTERVAL", "3600",
            "HERALD_PRIVATE_EXPIRED_RETENTION", "0",
            "HERALD_AUDIT_RETENTION", "0");
    private static final Map<String, String> FORGETFUL = Map.of(
            "HERALD_TOTALS_PERSIST", "false",
            "HERALD_PRIVATE", "true",
            "HERALD_PRIVATE_CHECK_EXPIRY", "false");
    private static final String FIRST_KEY = "TheKeyThatWasRemoved";
    private static final String SECOND_KEY = "TheKeyThatWasNotRemoved";
    private static final String ONE = "5452869be36f9f3350ccee6b4544e7e76caaadab";
    private static final String OTHER = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";

    @TempDir
    Path folder;

    @Test
    void what_is_to_be_kept_survives_a_clean_restart_and_what_is_not_is_forgotten() throws Exception {
        try (Server herald = Server.start(folder, FIRST)) {
            expire(herald.api(), FIRST_KEY);
            Clients.download(herald.udp(), ONE, 2);
            Clients.download(herald.http(), ONE, 3);
            Clients.download(herald.http(), OTHER, 2);
            assertThat(Clients.downloaded(herald.http(), ONE)).isEqualTo(2);
            assertThat(herald.end("TERM")).isZero();
            assertThat(herald.errors()).doesNotContain("WARNING", "ERROR", "SEVERE");
        }
        try (Server herald = Server.start(folder, LATE)) {
            assertThat(Clients.downloaded(herald.http(), ONE)).isEqualTo(2);
            assertThat(Clients.downloaded(herald.udp(), OTHER)).isEqualTo(1);
            assertThat(herald.api().ids("keys")).isEmpty();
            assertThat(audit(herald.api())).contains("key.expire").doesNotContain("key.put");
            expire(herald.api(), SECOND_KEY);
            Clients.download(herald.udp(), ONE, 2);
            assertThat(Clients.downloaded(herald.udp(), ONE)).isEqualTo(3);
            assertThat(herald.end("TERM")).isZero();
        }
        try (Server herald = Server.start(folder, FORGETFUL)) {
            FrontendClient member = herald.http().at("/announce/" + SECOND_KEY);
            assertThat(Clients.downloaded(member, ONE)).isZero();
            Clients.download(member, ONE, 2);
            assertThat(Clients.downloaded(member, ONE)).isEqualTo(1);
            assertThat(herald.api().ids("keys")).containsExactly(SECOND_KEY);
            for (FrontendClient frontend : List.of(herald.udp(), herald.http(), herald.httpNetty())) {
                assertThat(Clients.served(frontend, SECOND_KEY, ONE))
                        .as("expired")
                        .isTrue();
                assertThat(Clients.served(frontend, FIRST_KEY, ONE))
                        .as("removed")
                        .isFalse();
            }
            assertThat(audit(herald.api())).contains("key.put");
        }
    }

    /** Makes a key that has expired, and waits until that, and making it, was in an earlier second. */
    private static void expire(Api api, String key) throws Exception {
        assertThat(api.putKey(key, Instant.ofEpochSecond(Instant.now().getEpochSecond() - 1))
                        .ok())
                .isTrue();
        long second = Instant.now().getEpochSecond();
        Eventually.says(
                "the second", "over", () -> Instant.now().getEpochSecond() > second ? "over" : "going on", PATIENCE);
    }

    private static String audit(Api api) throws IOException {
        Api.Answer answer = api.get("/manage/v1/audit");
        assertThat(answer.ok()).as(answer.body()).isTrue();
        return answer.body();
    }
}
