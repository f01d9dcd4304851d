package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.admin.manage.Lines.Line;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What strangers send can make a reader refuse, and nothing else. */
final class ReadingFuzzTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String[] PIECES = {
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
        "x".repeat(300)
    };

    @Test
    void a_cursor_comes_back_as_it_was() {
        Seeds.runs(
                1000,
                random -> comesBack(new Cursor(Seeds.text(random, 20), Seeds.list(random, 3, r -> Seeds.text(r, 40)))));
    }

    /** But for what no cursor of Herald has: line feeds in its parts, and halves of surrogate pairs. */
    private static void comesBack(Cursor cursor) {
        String all = cursor.list() + String.join("", cursor.parts());
        String text = cursor.toString();
        if (text.isEmpty() || text.length() > Cursor.MOST_LENGTH) {
            assertThat(Cursor.parse(text)).isEmpty();
        } else if (all.contains("\n") || !Utf8.encodable(all)) {
            assertThat(Cursor.parse(text).orElseThrow()).isNotEqualTo(cursor).hasToString(text);
        } else {
            assertThat(Cursor.parse(text)).contains(cursor);
        }
    }

    @Test
    void no_text_makes_the_cursor_throw() {
        Seeds.runs(1000, random -> {
            String text = random.nextBoolean()
                    ? Seeds.text(random, 600)
                    : Seeds.text(random, "ABCDEFabcdefwxyz0123456789-_=", 0, 600);
            assertThat(Cursor.parse(text).map(Cursor::toString).orElse(text)).isEqualTo(text);
        });
    }

    @Test
    void lines_are_those_of_the_text() {
        Seeds.runs(1000, random -> readsLines(Seeds.text(random, "ab \r\n#äß€\uFEFF\0", 0, 200)));
    }

    private static void readsLines(String body) {
        // A line feed at the very end begins no line.
        String[] split = body.replaceFirst("\n\\z", "").split("\n", -1);
        List<String> expected = new ArrayList<>();
        for (String line : body.isEmpty() ? new String[0] : split) {
            String ended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            expected.add(expected.isEmpty() && ended.startsWith("\uFEFF") ? ended.substring(1) : ended);
        }
        assertThat(all(body.getBytes(UTF_8)).stream().map(Line::text)).isEqualTo(expected);
    }

    @Test
    void no_bytes_make_the_lines_throw() {
        Seeds.runs(1000, random -> {
            List<Line> lines = all(Seeds.bytes(random, 300));
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i).number()).isEqualTo(i + 1L);
            }
        });
    }

    @Test
    void a_line_is_an_entry_or_refused() {
        Seeds.runs(3000, random -> isEntryOrRefused(Seeds.pick(random, EntryForm.values()), almostLine(random)));
    }

    private static void isEntryOrRefused(EntryForm form, String line) {
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

    /** Random text is hardly ever nearly right, so most of these are pieces of right lines in a wrong order. */
    private static String almostLine(SplittableRandom random) {
        return random.nextInt(4) == 0 ? Seeds.text(random, 100) : Seeds.joined(random, 12, PIECES);
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
