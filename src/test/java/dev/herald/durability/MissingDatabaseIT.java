package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Startup when the configured database, or its tables, do not exist. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class MissingDatabaseIT {

    @TempDir
    Path folder;

    @Test
    void each_connection_attempt_is_logged_and_startup_fails_with_the_database_but_no_password() throws Exception {
        Postgresql neverStarted = new Postgresql(folder.resolve("postgresql"));
        Map<String, String> settings = new HashMap<>(neverStarted.settings());
        settings.put("HERALD_DATABASE_START_TIMEOUT", "5");

        try (Server herald = Server.begin(folder, settings)) {
            assertThat(herald.exitCode()).isEqualTo(1);

            List<String> lines = herald.errors().lines().toList();
            List<String> attempts = lines.subList(0, lines.size() - 1);
            assertThat(attempts).hasSizeBetween(2, 4).allSatisfy(line -> assertThat(line)
                    .contains("WARNING", "waiting for the database " + neverStarted.shownUrl() + ": "));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("herald: gave up on the database " + neverStarted.shownUrl() + " after 5 seconds: ");
            assertThat(herald.errors()).doesNotContain("hidden");
        }
    }

    @Test
    void missing_tables_are_rejected_at_once_if_migration_is_off() throws Exception {
        try (Server herald = Server.begin(folder, Map.of("HERALD_DATABASE_MIGRATE", "false"))) {
            assertThatThrownBy(herald::awaitUp).isInstanceOf(IllegalStateException.class);
            assertThat(herald.exitCode()).isEqualTo(1);

            assertThat(herald.errors())
                    .hasLineCount(1)
                    .startsWith("herald: cannot use the database jdbc:h2:file:")
                    .contains("whose tables do not exist; create them or set herald.database.migrate to true: ")
                    .containsIgnoringCase("not found");
        }
    }
}
