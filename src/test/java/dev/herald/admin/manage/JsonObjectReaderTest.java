package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herald.admin.ApiException;
import jakarta.json.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class JsonObjectReaderTest {

    private static final Set<String> KNOWN = Set.of("label", "scopes", "valid_until");

    @Test
    void texts_and_lists_are_read() {
        JsonObjectReader members =
                JsonObjectReader.parse("{\"label\":\"a \\u00e4\",\"scopes\":[\"read\",\"keys\"]}", KNOWN);
        assertThat(members.text("label")).contains("a ä");
        assertThat(members.list("scopes")).contains(List.of("read", "keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "{\"label\":null}"})
    void what_is_null_is_not_there(String json) {
        assertThat(JsonObjectReader.parse(json, KNOWN).text("label")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                              | 400 | JSON",
                "{}{}                           | 400 | JSON",
                "{'label':'x'}                  | 400 | JSON",
                "[]                             | 400 | not a JSON object",
                "\"label\"                      | 400 | not a JSON object",
                "nonsense                       | 400 | JSON",
                "{\"label\":\"x\"               | 400 | JSON",
                "{\"label\":\"x\",\"label\":\"y\"} | 400 | label occurs twice",
                "{\"label\":\"x\",\"label\":null}  | 400 | label occurs twice",
                "{\"lable\":\"x\"}              | 422 | known members are [label, scopes, valid_until]",
                "{\"label\":1}                  | 422 | label must be a string",
                "{\"label\":true}               | 422 | label must be a string",
                "{\"label\":{\"a\":\"b\"}}      | 422 | label must be a string",
                "{\"scopes\":[1]}               | 422 | scopes must be a list of strings",
                "{\"scopes\":[[\"read\"]]}      | 422 | scopes must be a list of strings",
                "{\"label\":\"\\ud800\"}        | 422 | an unpaired surrogate",
                "{\"scopes\":[\"\\udc00\"]}     | 422 | an unpaired surrogate"
            })
    void everything_else_is_refused(String json, int status, String words) {
        ApiException problem = refused(json);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.getMessage()).contains(words);
    }

    @Test
    void a_wrong_type_is_refused_where_it_is_asked_for() {
        JsonObjectReader members = JsonObjectReader.parse("{\"label\":[\"x\"],\"scopes\":\"read\"}", KNOWN);
        assertThat(catchThrowableOfType(ApiException.class, () -> members.text("label"))
                        .members())
                .containsEntry("pointer", Json.createValue("/label"));
        assertThat(catchThrowableOfType(ApiException.class, () -> members.list("scopes"))
                        .getMessage())
                .isEqualTo("scopes must be a list of strings");
    }

    @Test
    void deep_nesting_ends_at_the_first_level() {
        assertThat(refused("{\"label\":".repeat(30_000)).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01T00:00:00Z, 1798761600",
        "2027-01-01T02:00:00+02:00, 1798761600",
        "2027-01-01T00:00:00.999Z, 1798761600",
        "1970-01-01T00:00:00Z, 0",
        "9999-12-31T23:59:59Z, 253402300799"
    })
    void times_are_read(String text, long second) {
        assertThat(JsonObjectReader.parse("{\"valid_until\":\"" + text + "\"}", KNOWN)
                        .time("valid_until", 7))
                .isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2027-01-01",
                "2027-01-01T00:00:00",
                "2027-01-01T00:00Z",
                "2027-01-01T00:00:00+01",
                "2027-01-01T00:00:00+01:00:00",
                "2027-01-01t00:00:00z",
                "2027-02-29T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void other_times_are_refused(String text) {
        JsonObjectReader members = JsonObjectReader.parse("{\"valid_until\":\"" + text + "\"}", KNOWN);
        assertThat(catchThrowableOfType(ApiException.class, () -> members.time("valid_until", 7))
                        .status())
                .isEqualTo(422);
    }

    private static ApiException refused(String json) {
        return catchThrowableOfType(ApiException.class, () -> JsonObjectReader.parse(json, KNOWN));
    }
}
