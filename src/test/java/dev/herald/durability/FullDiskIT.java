package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.SmallDisk;
import dev.herald.clients.Eventually;
import dev.herald.durability.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Herald with an H2 database on a small disk that becomes full. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FullDiskIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final String UNAVAILABLE =
            "The database is unavailable. Announces are served from memory; changes are rejected, and download totals are written"
                    + " later: ";
    private static final String AVAILABLE_AGAIN = "The database is available again\n";
    private static final String NO_SPACE = "No space left on device";
    private static final String FULL = "no space is left on the disk of the database jdbc:h2:file:";

    @TempDir
    Path folder;

    private int entries;

    @Test
    void full_disk_is_logged_in_one_line_per_failed_change_and_shown_in_readiness_with_a_token() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 4096);
                Server herald = Server.start(
                        folder,
                        Map.of(
                                "HERALD_DATABASE_URL",
                                "jdbc:h2:file:" + disk.folder().resolve("herald"),
                                "HERALD_TOTALS_INTERVAL",
                                "1"))) {
            ApiClient api = herald.api();
            int started = herald.errors().length();
            disk.fill(0);

            int failed = 0;
            long end = System.nanoTime() + TIMEOUT.toNanos();
            do {
                assertThat(System.nanoTime()).as(logSince(herald, started)).isLessThan(end);
                assertThat(failedPut(api).body()).contains("nothing was changed: the database failed: ", NO_SPACE);
                failed++;
            } while (logSince(herald, started).isEmpty());

            // Until H2 has been opened again, readiness says that it has been closed.
            Eventually.says("the reason", "true", () -> "" + ready(api).contains(FULL + disk.folder()), TIMEOUT);
            assertThat(readiness(api)).isEqualTo("degraded");
            for (ApiClient client : List.of(api.withoutToken(), api.with("no-token-of-anybody"))) {
                assertThat(client.get("/health/ready").body())
                        .contains("degraded", "with a token this shows the reason")
                        .doesNotContain("jdbc:", disk.folder().toString());
            }
            assertThat(Clients.served(herald.udp(), "", ExpectedLists.HASH)).isTrue();

            disk.free();

            Eventually.says("readiness", "up", () -> readiness(api), TIMEOUT);
            assertThat(put(api).ok()).isTrue();
            Eventually.says(
                    "the log",
                    "back",
                    () -> logSince(herald, started).endsWith(AVAILABLE_AGAIN) ? "back" : "",
                    TIMEOUT);
            List<String> lines = logSince(herald, started).lines().toList();
            assertThat(lines)
                    .allMatch(line -> (line.contains(UNAVAILABLE) && line.endsWith(NO_SPACE))
                            || line.endsWith(AVAILABLE_AGAIN.strip()));
            // The maintenance task may log a line per minute, too.
            assertThat(lines.size()).as("%s", lines).isLessThan(2 * failed + 10);
        }
    }

    /** Writes until a change fails: the database file may have free pages for some more changes. */
    private Answer failedPut(ApiClient api) throws IOException {
        Answer answer = put(api);
        while (answer.ok()) {
            answer = put(api);
        }
        assertThat(answer.status()).isEqualTo(503);
        return answer;
    }

    private Answer put(ApiClient api) throws IOException {
        entries++;
        return api.put("whitelist", "%040x".formatted(entries), "n".repeat(2000));
    }

    private static String readiness(ApiClient api) {
        return ready(api).contains("degraded") ? "degraded" : "up";
    }

    private static String ready(ApiClient api) {
        try {
            return api.get("/health/ready").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String logSince(Server herald, int from) {
        try {
            return herald.errors().substring(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
