package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class DatabaseTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://scott:tiger@db:5432/herald?password=tiger | jdbc:postgresql://db:5432/herald | POSTGRESQL
            jdbc:mysql://db/herald?user=scott&password=tiger           | jdbc:mysql://db/herald           | MYSQL
            jdbc:mariadb://db/herald                                    | jdbc:mariadb://db/herald         | MYSQL
            jdbc:h2:mem:x;PASSWORD=tiger                                | jdbc:h2:mem:x                    | H2
            """)
    void a_url_is_shown_without_secrets(String url, String shown, Vendor vendor) {
        Database database = new Database(DatabaseServer.settings(url, "scott", "tiger"), folder);
        assertThat(database.shownUrl()).isEqualTo(shown);
        assertThat(database.vendor()).isEqualTo(vendor);
        assertThat(DatabaseServer.settings(url, "scott", "tiger").toString()).doesNotContain("tiger");
    }

    @Test
    void without_a_url_the_database_is_a_file_in_the_data_directory() throws SQLException {
        try (Database database = new Database(DatabaseServer.settings("", "anybody", "x"), folder)) {
            database.connect().close();
            assertThat(folder.resolve("herald.mv.db")).exists();
        }
    }

    @Test
    void the_password_file_is_read_for_each_connection() throws IOException {
        Path file = folder.resolve("password");
        RegistrySettings settings =
                new RegistrySettings("jdbc:postgresql://db/herald", "scott", "other", file.toString(), 8, true, 0);
        assertThatThrownBy(settings::currentPassword)
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "tiger\n");
        assertThat(settings.currentPassword()).isEqualTo("tiger");
        Files.writeString(file, "lion");
        assertThat(settings.currentPassword()).isEqualTo("lion");
    }

    /** The delay in milliseconds; commits that are acknowledged but not written are lost with the process. */
    @ParameterizedTest
    @CsvSource({
        "'',                                  0",
        ";DB_CLOSE_ON_EXIT=FALSE,             0",
        ";AUTO_SERVER=TRUE,                   0",
        ";write_delay=20,                     20",
    })
    void a_configured_H2_writes_each_commit_at_once_unless_its_url_has_the_option(String options, int delay)
            throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("own") + options;

        try (Database database = new Database(DatabaseServer.settings(url, "herald", ""), folder)) {
            assertThat(writeDelay(database)).isEqualTo(delay);
        }
    }

    @Test
    void the_default_H2_writes_each_commit_at_once() throws SQLException {
        try (Database database = new Database(DatabaseServer.settings("", "", ""), folder)) {
            assertThat(writeDelay(database)).isZero();
        }
    }

    private static int writeDelay(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select setting_value from information_schema.settings"
                        + " where setting_name = 'WRITE_DELAY'")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
