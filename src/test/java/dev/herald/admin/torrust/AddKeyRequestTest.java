package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ApiException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddKeyRequestTest {

    private static final String TYPE = "Failed to deserialize the JSON body into the target type: ";

    @Test
    void each_member_may_be_null() {
        assertThat(read("{\"key\": \"abc\", \"seconds_valid\": 60}"))
                .isEqualTo(new AddKeyRequest(Optional.of("abc"), Optional.of("60")));
        assertThat(read("{\"seconds_valid\":null,\"key\":null}"))
                .isEqualTo(new AddKeyRequest(Optional.empty(), Optional.empty()));
        assertThat(read("{\"key\":null,\"seconds_valid\":18446744073709551615}").secondsValid())
                .hasValue("18446744073709551615");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=utf-8",
                "application/vnd.x+json",
                " application/json "
            })
    void a_json_body_is_read(String type) {
        assertThat(AddKeyRequest.read(Optional.of(type), bytes("{\"key\":null,\"seconds_valid\":1}"))
                        .secondsValid())
                .hasValue("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/jsonx", "application/x-www-form-urlencoded", "json"})
    void a_body_of_another_type_is_rejected(String type) {
        assertThatThrownBy(() -> AddKeyRequest.read(Optional.of(type), bytes("{}")))
                .isInstanceOfSatisfying(ApiException.class, rejected -> assertThat(rejected.status())
                        .isEqualTo(415));
        assertThatThrownBy(() -> AddKeyRequest.read(Optional.empty(), bytes("{}")))
                .hasMessage("Expected request with `Content-Type: application/json`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"key\":null,\"seconds_valid\":\"text\"} | seconds_valid: invalid type: string \"text\", expected u64",
                "{\"key\":null,\"seconds_valid\":\"-1\"} | seconds_valid: invalid type: string \"-1\", expected u64",
                "{\"key\":null,\"seconds_valid\":-1} | seconds_valid: invalid type: another type, expected u64",
                "{\"key\":null,\"seconds_valid\":1.5} | seconds_valid: invalid type: another type, expected u64",
                "{\"key\":null,\"seconds_valid\":1e9} | seconds_valid: invalid type: another type, expected u64",
                "{\"key\":null,\"seconds_valid\":18446744073709551616} | seconds_valid: invalid type: another type, expected u64",
                "{\"key\":null,\"seconds_valid\":true} | seconds_valid: invalid type: another type, expected u64",
                "{\"key\":null,\"seconds_valid\":[\"1\"]} | seconds_valid: invalid type: another type, expected u64"
            })
    void another_type_of_seconds_is_rejected_as_by_torrust(String json, String text) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(ApiException.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(422);
            assertThat(rejected.getMessage()).isEqualTo(TYPE + text);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"key\":{},\"seconds_valid\":1} | 422 | key must be a string",
                "{\"key\":7,\"seconds_valid\":1} | 422 | key must be a string",
                "{\"key\":null,\"seconds_valid\":[[[} | 422 | seconds_valid must be",
                "{\"key\":null} | 422 | The member seconds_valid is missing",
                "{} | 422 | The member key is missing",
                "{\"key\":null,\"key\":null,\"seconds_valid\":1} | 400 | The member key occurs twice",
                "{\"key\":null,\"seconds\":1} | 422 | Unknown member",
                "[] | 400 | The body is not a JSON object",
                "null | 400 | The body is not a JSON object"
            })
    void json_of_another_form_is_rejected(String json, int status, String text) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(ApiException.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.getMessage()).startsWith(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"key\":null,\"seconds_valid\":1"})
    void a_body_that_is_not_json_is_rejected(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(ApiException.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.getMessage()).isEqualTo("The body is not JSON");
        });
    }

    private static AddKeyRequest read(String json) {
        return AddKeyRequest.read(Optional.of("application/json"), bytes(json));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
