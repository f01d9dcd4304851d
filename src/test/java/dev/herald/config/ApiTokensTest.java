package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ConfiguredToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ApiTokensTest {

    private static final Map<String, String> NONE = Map.of();

    @Test
    void there_are_no_tokens_by_default() {
        assertThat(tokens(NONE, NONE, NONE)).isEmpty();
    }

    @Test
    void tokens_are_read_from_all_sources() {
        assertThat(tokens(
                        Map.of("herald.api.token.ops", "from a property"),
                        Map.of("HERALD_API_TOKEN_ADMIN", "MyAccessToken"),
                        Map.of("herald.api.token.Index_1", " from the file ")))
                .containsExactlyInAnyOrder(
                        new ConfiguredToken("ops", "from a property"),
                        new ConfiguredToken("admin", "MyAccessToken"),
                        new ConfiguredToken("Index_1", "from the file"));
    }

    @Test
    void a_variable_overrides_the_file_in_any_case_of_the_label() {
        assertThat(tokens(
                        NONE,
                        Map.of("HERALD_API_TOKEN_MY_INDEX", "new", "HERALD_API_TOKEN_MY_CONSOLE", "other"),
                        Map.of("herald.api.token.My_Index", "old")))
                .containsExactlyInAnyOrder(
                        new ConfiguredToken("My_Index", "new"), new ConfiguredToken("my-console", "other"));
    }

    @Test
    void a_token_is_read_from_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "a secret of a file\n");

        assertThat(tokens(NONE, Map.of("HERALD_API_TOKEN_FILE_ADMIN", file.toString()), NONE))
                .containsExactly(new ConfiguredToken("admin", "a secret of a file"));
        assertThat(tokens(Map.of("herald.api.token-file.admin", file.toString()), NONE, NONE))
                .containsExactly(new ConfiguredToken("admin", "a secret of a file"));
    }

    @Test
    void the_variable_of_a_token_file_is_not_that_of_a_token() {
        SettingsSources sources = sources(NONE, Map.of("HERALD_API_TOKEN_FILE", "/run/secrets/token"), NONE);

        assertThat(ApiTokens.of(sources)).isEmpty();
        assertThat(sources.unknownVariables()).containsExactly("HERALD_API_TOKEN_FILE");
    }

    @Test
    void an_invalid_token_is_rejected_and_not_shown(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path endless = Files.writeString(folder.resolve("long"), "x".repeat(5000));

        rejected(Map.of("herald.api.token.a", " "), "herald.api.token.a must give a token, but it is empty");
        rejected(
                Map.of("herald.api.token-file.a", empty.toString()),
                "herald.api.token-file.a must give a token, but it is empty");
        rejected(
                Map.of("herald.api.token-file.a", endless.toString()),
                "herald.api.token-file.a must name a file that holds nothing but a token, but is " + endless);
        rejected(
                Map.of("herald.api.token-file.a", "/absent"),
                "herald.api.token-file.a must name a file that can be read, but is /absent");
        rejected(
                Map.of("herald.api.token-file.a", "/absent", "herald.api.token.a", "secret"),
                "herald.api.token.a must not be set beside herald.api.token-file.a");
    }

    @Test
    void a_name_with_a_valid_label_is_a_setting() {
        assertThat(sources(
                                Map.of("herald.api.token.admin", "a"),
                                Map.of("HERALD_API_TOKEN_ADMIN", "a", "HERALD_API_TOKEN_FILE_B", "b"),
                                Map.of("herald.api.token-file.x", "/x"))
                        .unknownSettings())
                .isEmpty();
        assertThat(sources(NONE, Map.of("HERALD_API_TOKEN_ADMIN", "a", "HERALD_API_TOKEN_FILE_B", "b"), NONE)
                        .unknownVariables())
                .isEmpty();
        for (String name : List.of("herald.api.token.<label>", "herald.api.token.", "herald.api.token.a b")) {
            assertThatThrownBy(() -> sources(NONE, NONE, Map.of(name, "")).settings())
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith(name + " in /etc/herald.properties is not a setting");
        }
    }

    @Test
    void toString_omits_the_secret() {
        assertThat(new ConfiguredToken("admin", "MyAccessToken").toString()).isEqualTo("ConfiguredToken[admin]");
        assertThat(new ConfiguredToken("admin", "MyAccessToken").weak()).isTrue();
        assertThat(new ConfiguredToken("admin", "0123456789abcdef").weak()).isFalse();
    }

    private static void rejected(Map<String, String> properties, String message) {
        assertThatThrownBy(() -> tokens(properties, NONE, NONE)).hasMessage(message);
    }

    private static List<ConfiguredToken> tokens(
            Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
        return ApiTokens.of(sources(properties, environment, file));
    }

    private static SettingsSources sources(
            Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
        return new SettingsSources(
                SettingsDefaults.load(), properties, environment, file, "/etc/herald.properties", Map.of());
    }
}
