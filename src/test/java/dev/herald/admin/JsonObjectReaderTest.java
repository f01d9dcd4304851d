package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    void null_and_a_blank_body_have_no_value(String json) {
        assertThat(JsonObjectReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), KNOWN)
                        .text("label"))
                .isEmpty();
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
    void other_json_is_rejected(String json, int status, String words) {
        ApiException problem = rejected(json);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.getMessage()).contains(words);
    }

    @Test
    void a_value_of_another_type_is_rejected_when_it_is_read() {
        JsonObjectReader members = JsonObjectReader.parse("{\"label\":[\"x\"],\"scopes\":\"read\"}", KNOWN);
        assertThat(catchThrowableOfType(ApiException.class, () -> members.text("label"))
                        .members())
                .containsEntry("pointer", Json.createValue("/label"));
        assertThat(catchThrowableOfType(ApiException.class, () -> members.list("scopes"))
                        .getMessage())
                .isEqualTo("scopes must be a list of strings");
    }

    @Test
    void nesting_is_rejected_at_the_first_level() {
        assertThat(rejected("{\"label\":".repeat(30_000)).status()).isEqualTo(422);
    }

    private static ApiException rejected(String json) {
        return catchThrowableOfType(ApiException.class, () -> {
            JsonObjectReader members = JsonObjectReader.parse(json, KNOWN);
            members.text("label");
            members.list("scopes");
        });
    }

    @Test
    void a_body_that_is_not_UTF_8_is_rejected() {
        byte[] body = "{\"label\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(rejected(new ByteArrayInputStream(body))).hasMessage("The body is not UTF-8");
    }

    @Test
    void an_endless_body_is_rejected_after_its_maximum() {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return ' ';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) ' ');
                read[0] += length;
                return length;
            }
        };
        assertThat(rejected(endless).status()).isEqualTo(413);
        assertThat(read[0]).isLessThan(2 * JsonObjectReader.MAX_BODY_BYTES);
    }

    @Test
    void an_incomplete_body_is_rejected() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThat(rejected(broken)).hasMessage("The body is incomplete");
    }

    private static ApiException rejected(InputStream body) {
        return catchThrowableOfType(ApiException.class, () -> JsonObjectReader.read(body, KNOWN));
    }
}
