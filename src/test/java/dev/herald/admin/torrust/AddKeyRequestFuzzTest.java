package dev.herald.admin.torrust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.admin.ApiException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A body is rejected with one line, or has the values that a JSON reader reads. */
final class AddKeyRequestFuzzTest {

    @MethodSource("bodies")
    @FuzzTest
    void an_accepted_body_has_the_values_that_a_JSON_reader_reads(byte[] body) {
        contentType(new String(body, ISO_8859_1));
        AddKeyRequest form;
        try {
            form = AddKeyRequest.read(Optional.of("application/json"), new ByteArrayInputStream(body));
        } catch (ApiException rejection) {
            assertThat(rejection.status()).isIn(400, 413, 422);
            assertThat(TorrustErrorMapper.failed(rejection.getMessage()).getMessage())
                    .doesNotContain("\n", "\r");
            return;
        }
        try (JsonReader reader = Json.createReader(new StringReader(new String(body, UTF_8)))) {
            JsonObject object = reader.readObject();
            assertThat(object).containsOnlyKeys("key", "seconds_valid");
            assertThat(form.key())
                    .isEqualTo(object.isNull("key") ? Optional.empty() : Optional.of(object.getString("key")));
            assertThat(form.secondsValid().isPresent()).isNotEqualTo(object.isNull("seconds_valid"));
        }
        form.secondsValid().ifPresent(seconds -> assertThat(TorrustParameters.isSeconds(seconds))
                .isTrue());
        form.secondsValid()
                .flatMap(seconds -> TorrustParameters.expiry(Instant.EPOCH, seconds))
                .ifPresent(end -> assertThat(end).isAfterOrEqualTo(Instant.EPOCH));
        form.key().map(TorrustParameters::keyProblem).ifPresent(fault -> assertThat(fault)
                .doesNotContain("\n"));
    }

    static Stream<byte[]> bodies() {
        return Stream.of(
                        "{\"key\": \"abc\", \"seconds_valid\": 60}",
                        "{\"seconds_valid\":null,\"key\":null}",
                        "{\"key\":null,\"seconds_valid\":18446744073709551615}",
                        "{\"key\":null,\"seconds_valid\":-1.5e3}",
                        "{\"key\":[],\"seconds_valid\":{}}",
                        "[true, false, \"\\u0000\"]",
                        "application/vnd.x+json;charset=utf-8")
                .map(text -> text.getBytes(UTF_8));
    }

    /** An empty body is rejected because of its type or as a body. */
    private static void contentType(String type) {
        try {
            AddKeyRequest.read(Optional.of(type), new ByteArrayInputStream(new byte[0]));
        } catch (ApiException rejection) {
            assertThat(rejection.status()).isIn(400, 415);
        }
    }
}
