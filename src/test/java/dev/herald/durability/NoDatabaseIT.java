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

/** A start without the database that the settings name, or without its tables. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class NoDatabaseIT {

    @TempDir
    Path folder;

    @Test
    void says_each_try_on_a_line_and_gives_up_with_one_that_names_the_database_but_no_password() throws Exception {
        Postgresql never = new Postgresql(folder.resolve("postgresql"));
        Map<String, String> settings = new HashMap<>(never.settings());
        settings.put("HERALD_DATABASE_START_TIMEOUT", "5");

        try (Server herald = Server.begin(folder, settings)) {
            assertThat(herald.exitCode()).isEqualTo(1);

            List<String> lines = herald.errors().lines().toList();
            List<String> tries = lines.subList(0, lines.size() - 1);
            assertThat(tries).hasSizeBetween(2, 4).allSatisfy(line -> assertThat(line)
                    .contains("WARNING", "waiting for the database " + never.shownUrl() + ": "));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("herald: gave up on the database " + never.shownUrl() + " after 5 seconds: ");
            assertThat(herald.errors()).doesNotContain("hidden");
        }
    }

    @Test
    void one_without_tables_is_refused_at_once_if_somebody_else_must_make_them() throws Exception {
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
