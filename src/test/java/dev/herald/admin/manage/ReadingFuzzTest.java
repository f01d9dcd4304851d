package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.Lines.Line;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What strangers send can make a reader refuse, and nothing else. */
final class ReadingFuzzTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @Property
    void a_cursor_comes_back_as_it_was(
            @ForAll @StringLength(max = 20) String list,
            @ForAll @Size(max = 3) List<@StringLength(max = 40) String> parts) {
        if (!Utf8.encodable(list + String.join("", parts)) || (list + String.join("", parts)).contains("\n")) {
            return;
        }
        Cursor cursor = new Cursor(list, parts);
        if (cursor.toString().length() <= Cursor.MOST_LENGTH
                && !cursor.toString().isEmpty()) {
            assertThat(Cursor.parse(cursor.toString())).contains(cursor);
        }
    }

    @Property
    void no_text_makes_the_cursor_throw(@ForAll String text) {
        assertThat(Cursor.parse(text).map(Cursor::toString).orElse(text)).isEqualTo(text);
    }

    @Property
    void lines_are_those_of_the_text(@ForAll("texts") List<String> texts, @ForAll boolean windows) {
        String end = windows ? "\r\n" : "\n";
        String body = String.join(end, texts);
        List<String> expected = body.isEmpty() ? List.of() : texts;
        List<String> read = all(body.getBytes(UTF_8)).stream().map(Line::text).toList();
        // A line feed at the very end begins no line.
        assertThat(read).isEqualTo(body.endsWith("\n") ? expected.subList(0, expected.size() - 1) : expected);
    }

    @Property
    void no_bytes_make_the_lines_throw(@ForAll byte[] body) {
        List<Line> lines = all(body);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).number()).isEqualTo(i + 1L);
        }
    }

    @Property
    void a_line_is_an_entry_or_refused(@ForAll EntryForm form, @ForAll("almostLines") String line) {
        for (boolean json : new boolean[] {true, false}) {
            try {
                var entry = json ? form.ofJson(line, 1) : form.ofText(line, 1);
                assertThat(form.id(entry.id())).isEqualTo(entry.id());
            } catch (Refusal e) {
                assertThat(e.problem().status()).isIn(400, 422);
                assertThat(e.problem().detail()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars(" #äß€")
                .ofMaxLength(50)
                .list()
                .ofMaxSize(20);
    }

    /** Random text is hardly ever nearly right, so most of these are pieces of right lines in a wrong order. */
    @Provide
    Arbitrary<String> almostLines() {
        Arbitrary<String> pieces = Arbitraries.of(
                HASH,
                "KEYKEYKEYKEYKEYKEY",
                " ",
                "\t",
                "{",
                "}",
                ":",
                ",",
                "\"",
                "\"hash\":",
                "\"key\":",
                "\"" + HASH + "\"",
                "\"KEYKEYKEYKEYKEYKEY\"",
                "\"note\":\"n\"",
                "\"created\":",
                "2027-01-01T00:00:00Z",
                "null",
                "1e999999999",
                "[",
                "\\u0000",
                "\\ud83d",
                "x".repeat(300));
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100),
                pieces.list().ofMaxSize(12).map(list -> String.join("", list)));
    }

    private static List<Line> all(byte[] body) {
        Lines lines = new Lines(new ByteArrayInputStream(body), Long.MAX_VALUE);
        List<Line> all = new ArrayList<>();
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(line.get());
        }
        return all;
    }
}
