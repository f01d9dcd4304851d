package dev.herald.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
    void a_url_is_shown_without_what_could_be_a_secret(String url, String shown, Vendor vendor) {
        Database database = new Database(DatabaseServer.settings(url, "scott", "tiger"), folder);
        assertThat(database.shownUrl()).isEqualTo(shown);
        assertThat(database.vendor()).isEqualTo(vendor);
        assertThat(DatabaseServer.settings(url, "scott", "tiger").toString()).doesNotContain("tiger");
    }

    @Test
    void without_a_url_it_is_a_file_in_the_data_directory() throws SQLException {
        try (Database database = new Database(DatabaseServer.settings("", "anybody", "x"), folder)) {
            database.connect().close();
            assertThat(folder.resolve("herald.mv.db")).exists();
        }
    }

    @Test
    void the_password_is_read_from_its_file_each_time() throws IOException {
        Path file = folder.resolve("password");
        RegistrySettings settings =
                new RegistrySettings("jdbc:postgresql://db/herald", "scott", "other", file.toString(), 8, true, 0);
        assertThatThrownBy(settings::currentPassword)
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "tiger\n");
        assertThat(settings.currentPassword()).isEqualTo("tiger");
        Files.writeString(file, "lion");
        assertThat(settings.currentPassword()).isEqualTo("lion");
    }
}
