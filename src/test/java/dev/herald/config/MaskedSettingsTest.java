package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.EffectiveSettings.Shown;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MaskedSettingsTest {

    private static final String SECRET = "5ec3e7";

    @Test
    void every_setting_is_shown_with_its_source() {
        SettingsSources sources = sources(
                Map.of("herald.listed", "true"),
                Map.of("HERALD_PRIVATE", "true"),
                Map.of("herald.http.jaxrs.bind", "[::]:80"));

        assertThat(MaskedSettings.of(sources).all())
                .contains(
                        shown("herald.listed", "true", "system property"),
                        shown("herald.private", "true", "environment variable HERALD_PRIVATE"),
                        shown("herald.http.jaxrs.bind", "[::]:80", "the file"),
                        shown("herald.announce.interval", "1800", "default"));
    }

    @Test
    void the_source_that_the_launcher_passes_is_shown() {
        SettingsSources sources = sources(
                Map.of("herald.listed", "true", "dev.herald.source.herald.listed", "the moon"), Map.of(), Map.of());

        assertThat(MaskedSettings.of(sources).all()).contains(shown("herald.listed", "true", "the moon"));
    }

    @ParameterizedTest
    @CsvSource({
        "herald.udp.connection-key, 5ec3e7, ***",
        "herald.database.password, 5ec3e7, ***",
        "herald.api.token.admin, 5ec3e7, ***",
        "herald.api.token-file.admin, /run/token, /run/token",
        "herald.database.url, jdbc:postgresql://db/herald?user=h&password=5ec3e7&ssl=true, jdbc:postgresql://db/herald?user=h&password=***&ssl=true",
        "herald.database.url, jdbc:h2:file:x;CIPHER=AES;PASSWORD=5ec3e7, jdbc:h2:file:x;CIPHER=AES;PASSWORD=***",
        "herald.database.url, jdbc:mariadb://h:5ec3e7@db/herald, jdbc:mariadb://h:***@db/herald",
        "herald.database.url, jdbc:mysql://db/h?trustStorePassword=5ec3e7, jdbc:mysql://db/h?trustStorePassword=***"
    })
    void no_secret_is_shown(String key, String value, String shown) {
        assertThat(MaskedSettings.of(sources(Map.of(key, value), Map.of(), Map.of()))
                        .all())
                .contains(shown(key, shown, "system property"))
                .noneMatch(setting -> setting.toString().contains(SECRET));
    }

    @Test
    void an_unset_secret_is_shown_as_empty() {
        assertThat(MaskedSettings.of(sources(Map.of(), Map.of(), Map.of())).all())
                .contains(shown("herald.udp.connection-key", "", "default"));
    }

    private static SettingsSources sources(
            Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
        return new SettingsSources(SettingsDefaults.load(), properties, environment, file, "the file", Map.of());
    }

    @Test
    void the_default_and_the_description_are_shown() {
        assertThat(MaskedSettings.of(sources(Map.of("herald.listed", "true"), Map.of(), Map.of()))
                        .all())
                .filteredOn(setting -> setting.key().equals("herald.listed"))
                .singleElement()
                .satisfies(setting -> {
                    assertThat(setting.standard()).isEqualTo("false");
                    assertThat(setting.description()).isNotBlank();
                });
    }

    private static Shown shown(String key, String value, String source) {
        SettingsDefaults.Setting setting = SettingsDefaults.load().find(key).orElseThrow();
        return new Shown(key, value, source, setting.value(), setting.description());
    }
}
