package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EarlySettingsTest {

    private final Properties properties = new Properties();

    @TempDir
    Path data;

    @Test
    void the_cache_lies_in_the_data_directory() throws IOException {
        assertThat(cache(Map.of())).hasValue(Path.of("herald-data/cache").toAbsolutePath());
        assertThat(cache(Map.of("HERALD_DATA_DIR", data.toString()))).hasValue(data.resolve("cache"));
    }

    @Test
    void a_system_property_wins_over_the_environment_and_that_over_the_file() throws IOException {
        Files.writeString(data.resolve("herald.properties"), "herald.start.cache=of-the-file\n");
        Map<String, String> folder = Map.of("herald_data_dir", data.toString());
        Map<String, String> both =
                Map.of("HERALD_DATA_DIR", data.toString(), "HERALD_START_CACHE", "of-the-environment");

        assertThat(cache(folder)).hasValue(data.resolve("of-the-file"));
        assertThat(cache(both)).hasValue(data.resolve("of-the-environment"));
        properties.setProperty("herald.start.cache", "/of/the/property");
        assertThat(cache(both)).hasValue(Path.of("/of/the/property"));
    }

    @Test
    void another_settings_file_may_say_where_the_data_lie() throws IOException {
        Path file = Files.writeString(data.resolve("my.properties"), "herald.data-dir=" + data.resolve("there"));

        assertThat(cache(Map.of("HERALD_CONFIG", file.toString()))).hasValue(data.resolve("there/cache"));
    }

    @Test
    void nothing_is_kept_if_the_setting_is_empty() throws IOException {
        assertThat(cache(Map.of("HERALD_START_CACHE", " "))).isEmpty();
    }

    @Test
    void a_broken_file_is_left_to_those_who_can_say_what_is_wrong() throws IOException {
        Files.writeString(data.resolve("herald.properties"), "herald.start.cache=\\u00zz\n");

        assertThatThrownBy(() -> cache(Map.of("HERALD_DATA_DIR", data.toString())))
                .isInstanceOf(IOException.class);
    }

    private Optional<Path> cache(Map<String, String> environment) throws IOException {
        return new EarlySettings(properties, environment).cache();
    }
}
