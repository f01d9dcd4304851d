package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.SmallDisk;
import dev.herald.clients.Eventually;
import dev.herald.durability.Api.Answer;
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

/** A Herald whose H2 has a small disk of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String WAITS =
            "The database is unavailable. Announces are served from memory; changes are rejected, and download totals are written"
                    + " later: ";
    private static final String BACK = "The database is available again\n";
    private static final String NO_SPACE = "No space left on device";
    private static final String FULL = "no space is left on the disk of the database jdbc:h2:file:";

    @TempDir
    Path folder;

    private int entries;

    @Test
    void a_change_that_fails_on_a_full_disk_is_one_line_of_the_log_and_with_a_token_health_says_why() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 4096);
                Server herald = Server.start(
                        folder,
                        Map.of(
                                "HERALD_DATABASE_URL",
                                "jdbc:h2:file:" + disk.folder().resolve("herald"),
                                "HERALD_TOTALS_INTERVAL",
                                "1"))) {
            Api api = herald.api();
            int started = herald.errors().length();
            disk.fill(0);

            int failed = 0;
            long end = System.nanoTime() + PATIENCE.toNanos();
            do {
                assertThat(System.nanoTime()).as(said(herald, started)).isLessThan(end);
                assertThat(failure(api).body()).contains("nothing was changed: the database failed: ", NO_SPACE);
                failed++;
            } while (said(herald, started).isEmpty());

            // Until H2 has been opened again, readiness says that it has been closed.
            Eventually.says("the reason", "true", () -> "" + ready(api).contains(FULL + disk.folder()), PATIENCE);
            assertThat(readiness(api)).isEqualTo("degraded");
            for (Api stranger : List.of(api.withoutToken(), api.with("no-token-of-anybody"))) {
                assertThat(stranger.get("/health/ready").body())
                        .contains("degraded", "with a token this shows the reason")
                        .doesNotContain("jdbc:", disk.folder().toString());
            }
            assertThat(Clients.served(herald.udp(), "", Books.HASH)).isTrue();

            disk.free();

            Eventually.says("readiness", "up", () -> readiness(api), PATIENCE);
            assertThat(put(api).ok()).isTrue();
            Eventually.says("the log", "back", () -> said(herald, started).endsWith(BACK) ? "back" : "", PATIENCE);
            List<String> lines = said(herald, started).lines().toList();
            assertThat(lines)
                    .allMatch(line -> (line.contains(WAITS) && line.endsWith(NO_SPACE)) || line.endsWith(BACK.strip()));
            // Some may be of the maintenance, once a minute.
            assertThat(lines.size()).as("%s", lines).isLessThan(2 * failed + 10);
        }
    }

    /** A file may have gaps for some changes. */
    private Answer failure(Api api) throws IOException {
        Answer answer = put(api);
        while (answer.ok()) {
            answer = put(api);
        }
        assertThat(answer.status()).isEqualTo(503);
        return answer;
    }

    private Answer put(Api api) throws IOException {
        entries++;
        return api.put("whitelist", "%040x".formatted(entries), "n".repeat(2000));
    }

    private static String readiness(Api api) {
        return ready(api).contains("degraded") ? "degraded" : "up";
    }

    private static String ready(Api api) {
        try {
            return api.get("/health/ready").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(Server herald, int from) {
        try {
            return herald.errors().substring(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
