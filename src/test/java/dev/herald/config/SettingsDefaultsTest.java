package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.config.SettingsDefaults.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsDefaultsTest {

    private final SettingsDefaults defaults = SettingsDefaults.load();

    @Test
    void every_setting_has_a_description() {
        assertThat(defaults.settings()).hasSizeGreaterThan(15).allSatisfy(setting -> assertThat(setting.description())
                .as(setting.key())
                .endsWith(".")
                .hasSizeGreaterThan(20));
        assertThat(defaults.settings()).extracting(Setting::key).doesNotHaveDuplicates();
    }

    @Test
    void exactly_the_settings_are_read() {
        Set<String> read = new TreeSet<>();
        Settings.of(new SettingsValues() {
            @Override
            public String value(String key) {
                read.add(key);
                return defaults.find(key).orElseThrow().value();
            }

            @Override
            public Set<String> labels(String key) {
                read.add(key);
                return Set.of();
            }
        });

        assertThat(read)
                .isEqualTo(defaults.settings().stream().map(Setting::key).collect(Collectors.toSet()));
    }

    @Test
    void the_written_file_contains_every_setting_commented_out(@TempDir Path folder) throws Exception {
        Path file = folder.resolve(SettingsSources.FILE_NAME);

        Files.writeString(file, defaults.annotatedFile());

        assertThat(SettingsSources.readFile(file)).isEmpty();
        assertThat(Files.readAllLines(file)).allMatch(line -> line.isEmpty() || line.startsWith("#"));
        for (Setting setting : defaults.settings()) {
            assertThat(Files.readString(file))
                    .contains("# " + setting.description() + "\n#" + setting.key() + "=" + setting.value() + "\n");
        }
    }

    @Test
    void an_uncommented_line_sets_the_default(@TempDir Path folder) throws Exception {
        Path file = folder.resolve(SettingsSources.FILE_NAME);
        Files.writeString(file, defaults.annotatedFile());

        Files.writeString(file, Files.readString(file).replace("#herald.", "herald."));

        Map<String, String> values = SettingsSources.readFile(file);
        assertThat(values).hasSameSizeAs(defaults.settings());
        defaults.settings().forEach(setting -> assertThat(values).containsEntry(setting.key(), setting.value()));
    }

    @Test
    void the_configuration_reference_lists_every_setting_with_variable_default_and_description() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("src/site/markdown/configuration.md")).stream()
                .filter(line -> line.startsWith("| `herald."))
                .toList();

        List<String> expected = new ArrayList<>();
        for (Setting setting : defaults.settings()) {
            String value = setting.value().isEmpty() ? "" : "`" + setting.value() + "`";
            expected.add("| `" + setting.key() + "`<br/>`" + setting.variable() + "` | " + value + " | "
                    + setting.description() + " |");
        }
        assertThat(rows).containsExactlyElementsOf(expected);
    }
}
