package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2027-01-01T00:00:00Z, 1798761600",
        "2027-01-01T02:00:00+02:00, 1798761600",
        "2027-01-01T00:00:00.999Z, 1798761600",
        "1970-01-01T00:00:00Z, 0",
        "9999-12-31T23:59:59Z, 253402300799"
    })
    void times_are_read(String text, long second) {
        assertThat(Times.of(member(text), "valid_until", 7)).isEqualTo(second);
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
    void other_times_are_rejected(String text) {
        assertThat(catchThrowableOfType(ApiException.class, () -> Times.of(member(text), "valid_until", 7))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void an_absent_time_has_a_default() {
        assertThat(Times.of(JsonObjectReader.parse("{}", Set.of()), "valid_until", 7))
                .isEqualTo(7);
    }

    private static JsonObjectReader member(String text) {
        return JsonObjectReader.parse("{\"valid_until\":\"" + text + "\"}", Set.of("valid_until"));
    }
}
