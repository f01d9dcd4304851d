package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import dev.herald.admin.StrictUtf8;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** A text is a cursor only if Herald would write it for that cursor. */
final class CursorFuzzTest {

    @MethodSource("cursors")
    @FuzzTest
    void only_the_text_of_a_cursor_is_accepted(byte[] bytes) {
        reads(new String(bytes, ISO_8859_1));
    }

    static Stream<byte[]> cursors() {
        return Stream.of(
                        new Cursor("keys", List.of("KEYKEYKEYKEYKEYKEY")).toString(),
                        new Cursor("audit", List.of("1700000000", "17")).toString(),
                        new Cursor("\u00e4", List.of("", "")).toString(),
                        "a2V5cw==",
                        "_w")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    private static void reads(String text) {
        assertThat(Cursor.parse(text).map(Cursor::toString).orElse(text)).isEqualTo(text);
        Cursor.parse(text)
                .ifPresent(cursor -> assertThat(StrictUtf8.canEncode(cursor.list() + String.join("", cursor.parts())))
                        .isTrue());
    }

    @Test
    void a_cursor_is_parsed_from_its_text() {
        Seeds.runs(
                1000,
                random -> comesBack(new Cursor(Seeds.text(random, 20), Seeds.list(random, 3, r -> Seeds.text(r, 40)))));
    }

    /** Except line feeds in parts and unpaired surrogates, which no cursor of Herald has. */
    private static void comesBack(Cursor cursor) {
        String all = cursor.list() + String.join("", cursor.parts());
        String text = cursor.toString();
        if (text.isEmpty() || text.length() > Cursor.MAX_LENGTH) {
            assertThat(Cursor.parse(text)).isEmpty();
        } else if (all.contains("\n") || !StrictUtf8.canEncode(cursor.list()) || !encodable(cursor.parts())) {
            assertThat(Cursor.parse(text).orElseThrow()).isNotEqualTo(cursor).hasToString(text);
        } else {
            assertThat(Cursor.parse(text)).contains(cursor);
        }
    }

    @Test
    void no_text_throws() {
        Seeds.runs(1000, random -> {
            String text = random.nextBoolean()
                    ? Seeds.text(random, 600)
                    : Seeds.text(random, "ABCDEFabcdefwxyz0123456789-_=", 0, 600);
            reads(text);
        });
    }

    /** Checks each part: surrogates on both sides of a separator are no pair. */
    private static boolean encodable(List<String> parts) {
        return parts.stream().allMatch(StrictUtf8::canEncode);
    }
}
