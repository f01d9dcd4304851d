package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class CursorTest {

    @Test
    void a_cursor_needs_no_escaping_in_a_URL() {
        assertThat(new Cursor("keys", List.of("?~ÿ>")).toString()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "a", "a2V5cw=", "a2V5cw==", "a2V5cx", "%", "a2V5 cw", "ä", "_w"})
    void other_texts_are_rejected(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Test
    void a_long_cursor_is_rejected() {
        assertThat(Cursor.parse(new Cursor("k", List.of("x".repeat(600))).toString()))
                .isEmpty();
        assertThat(Cursor.parse(new Cursor("k", List.of("x".repeat(64))).toString()))
                .isPresent();
    }
}
