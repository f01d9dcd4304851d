package dev.herald.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BdecodeTest {

    @Test
    void valid_value_is_parsed() {
        assertThat(Bdecode.value("d1:ai7e1:bli0e2:xyded0:i-1eeee".getBytes(ISO_8859_1)))
                .isEqualTo(Map.of("a", 7L, "b", List.of(0L, "xy", Map.of(), Map.of("", -1L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i1",
                "i01e",
                "i-0e",
                "ie",
                "2:a",
                "01:a",
                "-1:a",
                "l",
                "d",
                "d1:a",
                "d1:ae",
                "d1:bi1e1:ai1ee",
                "d1:ai1e1:ai1ee",
                "di1ei1ee",
                "i1ei2e",
                "de ",
                "x"
            })
    void invalid_value_is_rejected(String text) {
        assertThatThrownBy(() -> Bdecode.value(text.getBytes(ISO_8859_1))).isInstanceOf(IllegalArgumentException.class);
    }
}
