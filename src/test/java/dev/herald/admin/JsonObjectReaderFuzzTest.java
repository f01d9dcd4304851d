package dev.herald.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A body is rejected, or has the values that a JSON reader reads. */
final class JsonObjectReaderFuzzTest {

    private static final Set<String> KNOWN = Set.of("label", "scopes", "valid_until");

    @MethodSource("bodies")
    @FuzzTest
    void an_accepted_body_has_the_values_that_a_JSON_reader_reads(byte[] body) {
        accepted(() -> JsonObjectReader.read(new ByteArrayInputStream(body), KNOWN))
                .ifPresent(members -> compare(members, new String(body, StandardCharsets.UTF_8)));
    }

    static Stream<byte[]> bodies() {
        return Stream.of(
                        "{\"label\":\"a \\u00e4\",\"scopes\":[\"read\",\"keys\"],\"valid_until\":\"2027-01-01T00:00:00Z\"}",
                        "{\"label\":null}",
                        "{\"label\":\"x\",\"label\":\"y\"}",
                        "{\"scopes\":[[\"read\"]]}",
                        "{\"label\":\"\\ud800\"}",
                        "{\"label\":1e999999999}",
                        "{}{}",
                        "[]")
                .map(text -> text.getBytes(UTF_8));
    }

    private static void compare(JsonObjectReader members, String text) {
        JsonObject object = JsonValue.EMPTY_JSON_OBJECT;
        if (!text.isBlank()) {
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                object = reader.readObject();
            }
        }
        assertThat(KNOWN).containsAll(object.keySet());
        for (String name : KNOWN) {
            JsonValue value = object.getOrDefault(name, JsonValue.NULL);
            assertThat(members.value(name).orElse(JsonValue.NULL)).isEqualTo(value);
            Optional<Optional<String>> string = accepted(() -> members.text(name));
            Optional<Optional<List<String>>> list = accepted(() -> members.list(name));
            if (value == JsonValue.NULL) {
                assertThat(string).contains(Optional.empty());
                assertThat(list).contains(Optional.empty());
            } else {
                string.ifPresent(present -> assertThat(present).contains(((JsonString) value).getString()));
                list.ifPresent(present ->
                        assertThat(present).contains(value.asJsonArray().getValuesAs(JsonString::getString)));
            }
        }
    }

    private static <T> Optional<T> accepted(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ApiException rejection) {
            assertThat(rejection.status()).isIn(400, 413, 422);
            assertThat(rejection.getMessage()).isNotBlank().hasSizeLessThan(300);
            return Optional.empty();
        }
    }
}
