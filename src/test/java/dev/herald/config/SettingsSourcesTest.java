package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingsSourcesTest {

    private static final String KEY = "herald.announce.max-peers";
    private static final String VARIABLE = "HERALD_ANNOUNCE_MAX_PEERS";

    @Test
    void system_properties_precede_variables_the_file_and_defaults() {
        Map<String, String> property = Map.of(KEY, "1");
        Map<String, String> variable = Map.of(VARIABLE, "2");
        Map<String, String> line = Map.of(KEY, "3");

        assertThat(sources(property, variable, line).value(KEY)).isEqualTo("1");
        assertThat(sources(Map.of(), variable, line).value(KEY)).isEqualTo("2");
        assertThat(sources(Map.of(), Map.of(), line).value(KEY)).isEqualTo("3");
        assertThat(sources(Map.of(), Map.of(), Map.of()).value(KEY)).isEqualTo("200");
    }

    @Test
    void an_empty_value_is_a_value() {
        Map<String, String> line = Map.of("herald.http.trusted-proxies", "10.0.0.0/8");

        assertThat(sources(Map.of(), Map.of("HERALD_HTTP_TRUSTED_PROXIES", ""), line)
                        .value("herald.http.trusted-proxies"))
                .isEmpty();
    }

    @Test
    void variables_follow_the_rule_of_MicroProfile_Config() {
        assertThat(sources(Map.of(), Map.of(KEY, "4"), Map.of()).value(KEY)).isEqualTo("4");
        assertThat(sources(Map.of(), Map.of("herald_announce_max_peers", "5"), Map.of())
                        .value(KEY))
                .isEqualTo("5");
    }

    @Test
    void the_property_that_names_the_file_precedes_the_variable() {
        assertThat(SettingsSources.configured(Map.of("herald.config", "a"), Map.of("HERALD_CONFIG", "b")))
                .hasValue("a");
        assertThat(SettingsSources.configured(Map.of(), Map.of("HERALD_CONFIG", "b")))
                .hasValue("b");
        assertThat(SettingsSources.configured(Map.of(), Map.of("HERALD_CONFIG", " ")))
                .isEmpty();
    }

    @Test
    void an_invalid_value_is_rejected_with_its_source() {
        assertThatThrownBy(() -> sources(Map.of(), Map.of(VARIABLE, "many"), Map.of(KEY, "3"))
                        .settings())
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith(KEY + " must be a whole number")
                .hasMessageEndingWith("but is many (environment variable " + VARIABLE + ")");
        assertThatThrownBy(
                        () -> sources(Map.of(), Map.of(), Map.of(KEY, "1000")).settings())
                .hasMessage(KEY + " must be from 1 to 200 peers, but is 1000 (/etc/herald.properties)");
    }

    @Test
    void an_unknown_name_in_the_file_is_rejected_with_the_nearest() {
        assertThatThrownBy(() -> sources(Map.of(), Map.of(), Map.of("herald.anounce.max-peers", "1"))
                        .settings())
                .isInstanceOf(StartupException.class)
                .hasMessage("herald.anounce.max-peers in /etc/herald.properties is not a setting of Herald;"
                        + " did you mean herald.announce.max-peers?");
        assertThatThrownBy(() -> sources(Map.of(), Map.of(), Map.of("hearld.udp.bind", "1"))
                        .settings())
                .hasMessageEndingWith("did you mean herald.udp.bind?");
    }

    @Test
    void an_unknown_system_property_of_Herald_is_rejected() {
        assertThatThrownBy(() -> sources(Map.of("herald.udp.bnid", "1"), Map.of(), Map.of())
                        .settings())
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("herald.udp.bnid among the system properties")
                .hasMessageEndingWith("did you mean herald.udp.bind?");
        assertThatCode(() -> sources(Map.of("java.home", "/", "herald.config", "x", KEY, "100"), Map.of(), Map.of())
                        .settings())
                .doesNotThrowAnyException();
    }

    @Test
    void an_unknown_variable_is_reported() {
        Map<String, String> environment = Map.of(
                "HERALD_SERVICE_HOST",
                "10.0.0.1",
                "HERALD_UDP_BIDN",
                "0.0.0.0:1",
                "HERALD_CONFIG",
                "x",
                VARIABLE,
                "1",
                "HOME",
                "/root");

        assertThat(sources(Map.of(), environment, Map.of()).unknownVariables())
                .containsExactly("HERALD_SERVICE_HOST", "HERALD_UDP_BIDN (did you mean HERALD_UDP_BIND?)");
    }

    @Test
    void the_settings_file_is_written_once_to_the_data_directory(@TempDir Path folder) throws IOException {
        Map<String, String> properties =
                Map.of("herald.data-dir", folder.resolve("data").toString());
        SettingsSources first = SettingsSources.of(SettingsDefaults.load(), properties, Map.of());
        Path file = folder.resolve("data/herald.properties");
        assertThat(file).doesNotExist();

        first.writeFileIfAbsent();
        Files.writeString(file, KEY + "=7\n");
        SettingsSources second = SettingsSources.of(SettingsDefaults.load(), properties, Map.of());
        second.writeFileIfAbsent();

        assertThat(first.value(KEY)).isEqualTo("200");
        assertThat(second.value(KEY)).isEqualTo("7");
        assertThat(file).hasContent(KEY + "=7");
    }

    @Test
    void a_full_disk_leaves_no_empty_settings_file(@TempDir Path folder) throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 64)) {
            Path file = disk.folder().resolve("herald.properties");
            SettingsSources sources = SettingsSources.of(
                    SettingsDefaults.load(),
                    Map.of("herald.data-dir", disk.folder().toString()),
                    Map.of());
            disk.fill(0);

            assertThatThrownBy(sources::writeFileIfAbsent)
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("cannot write the settings file " + file + ": ");
            assertThat(file).doesNotExist();

            disk.free();
            sources.writeFileIfAbsent();
            assertThat(file).isNotEmptyFile();
        }
    }

    @Test
    void a_named_file_must_exist(@TempDir Path folder) {
        String name = folder.resolve("absent.properties").toString();

        assertThatThrownBy(() -> SettingsSources.of(SettingsDefaults.load(), Map.of(), Map.of("HERALD_CONFIG", name)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(name);
    }

    @Test
    void all_errors_are_reported_at_once() {
        Map<String, String> line = Map.of(
                "herald.anounce.max-peers", "1",
                "herald.announce.interval", "abc",
                "herald.announce.jitter", "51",
                "herald.private", "perhaps",
                "herald.http.netty.idle-timeout", "0",
                "herald.api.token.root", "",
                "herald.api.token.guest", "",
                "herald.audit.retention", "-1");

        assertThatThrownBy(() -> sources(Map.of("herald.udp.bnid", "1"), Map.of(VARIABLE, "1000"), line)
                        .settings())
                .asInstanceOf(InstanceOfAssertFactories.type(StartupException.class))
                .extracting(StartupException::reasons, InstanceOfAssertFactories.list(String.class))
                .extracting(reason -> reason.split(" ", 2)[0])
                .containsExactlyInAnyOrder(
                        "herald.udp.bnid",
                        "herald.anounce.max-peers",
                        "herald.announce.interval",
                        "herald.announce.jitter",
                        "herald.announce.max-peers",
                        "herald.private",
                        "herald.http.netty.idle-timeout",
                        "herald.api.token.root",
                        "herald.api.token.guest",
                        "herald.audit.retention");
    }

    @Test
    void a_conflict_of_two_settings_hides_no_other_error() {
        Map<String, String> line = Map.of(
                "herald.announce.interval", "60",
                "herald.announce.min-interval", "900",
                "herald.audit.retention", "-1");

        assertThatThrownBy(() -> sources(Map.of(), Map.of(), line).settings())
                .hasMessageContaining("herald.announce.min-interval must be from 30 to 60 seconds, but is 900")
                .hasMessageContaining("herald.audit.retention must be");
    }

    @Test
    void secrets_in_system_properties_are_listed_without_their_values() {
        Map<String, String> properties =
                Map.of("herald.database.password", "p", "herald.api.token.admin", "t", "herald.database.user", "u");
        SettingsSources sources = sources(
                properties, Map.of("HERALD_UDP_CONNECTION_KEY", "k"), Map.of("herald.database.url", "jdbc:h2:x"));

        assertThat(sources.secretProperties())
                .containsExactlyInAnyOrder("herald.database.password", "herald.api.token.admin");
        assertThat(sources.toString()).isEqualTo("SettingsSources[fileName=/etc/herald.properties]");
    }

    private static SettingsSources sources(
            Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
        return new SettingsSources(
                SettingsDefaults.load(), properties, environment, file, "/etc/herald.properties", Map.of());
    }
}
