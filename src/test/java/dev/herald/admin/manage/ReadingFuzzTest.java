package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import dev.herald.admin.ApiException;
import dev.herald.admin.manage.LineReader.Line;
import dev.herald.registry.Entry;
import dev.herald.registry.ImportResult;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Random input is read or rejected; no other exception is thrown. */
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
    void lines_are_split_at_line_feeds() {
        Seeds.runs(1000, random -> readsLines(Seeds.text(random, "ab \r\n#äß€\uFEFF\0", 0, 200)));
    }

    private static void readsLines(String body) {
        // A line feed at the end does not start another line.
        String[] split = body.replaceFirst("\n\\z", "").split("\n", -1);
        List<String> expected = new ArrayList<>();
        for (String line : body.isEmpty() ? new String[0] : split) {
            String ended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            expected.add(expected.isEmpty() && ended.startsWith("\uFEFF") ? ended.substring(1) : ended);
        }
        assertThat(all(body.getBytes(UTF_8)).stream().map(Line::text)).isEqualTo(expected);
    }

    @Test
    void no_bytes_throw() {
        Seeds.runs(1000, random -> {
            List<Line> lines = all(Seeds.bytes(random, 300));
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i).number()).isEqualTo(i + 1L);
            }
        });
    }

    @Test
    void a_line_is_an_entry_or_rejected() {
        Seeds.runs(3000, random -> isEntryOrRejected(Seeds.pick(random, EntryForm.values()), almostLine(random)));
    }

    private static void isEntryOrRejected(EntryForm form, String line) {
        for (boolean json : new boolean[] {true, false}) {
            try {
                var entry = json ? form.ofJson(line, 1) : form.ofText(line, 1);
                assertThat(form.id(entry.id())).isEqualTo(entry.id());
            } catch (ApiException e) {
                assertThat(e.status()).isIn(400, 422);
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @MethodSource("imports")
    @FuzzTest
    void every_line_of_an_import_is_counted(byte[] body) {
        int lines = all(body).size();
        for (EntryForm form : EntryForm.values()) {
            imported(body, lines, line -> form.ofText(line, 1), entry -> form.ofText(form.text(entry), 1));
            imported(
                    body,
                    lines,
                    line -> form.ofJson(line, 1),
                    entry -> form.ofJson(form.json(entry).toString(), 2));
        }
    }

    static Stream<byte[]> imports() {
        return Stream.of(
                        "\uFEFF# list\r\n\r\n  \n" + HASH + " a label\r\n" + HASH.substring(1) + "\n  # end",
                        "KEYKEYKEYKEYKEYKEY\nKEYKEYKEYKEYKEYKEY 2027-01-01T00:00:00Z\nKEYKEYKEYKEYKEYKEY 2027-01-01",
                        "{\"hash\":\"" + HASH + "\",\"label\":\"\\u00e4\",\"note\":\"a\\nb\","
                                + "\"created\":\"2023-11-14T22:13:20+01:00\"}\n{\"hash\":null}\n[1]",
                        "{\"key\":\"KEYKEYKEYKEYKEYKEY\",\"valid_until\":null,\"label\":\"\\ud83d\"}",
                        "{\"hash\":\"" + HASH + "\",\"reason\":\"spam\"}")
                .map(text -> text.getBytes(UTF_8));
    }

    private static void imported(byte[] body, int lines, Function<String, Entry> reading, UnaryOperator<Entry> again) {
        ImportReader reader = new ImportReader(new LineReader(new ByteArrayInputStream(body), Long.MAX_VALUE), reading);
        long added = 0;
        while (reader.hasNext()) {
            Entry entry = reader.next();
            assertThat(again.apply(entry)).isEqualTo(entry);
            added++;
        }
        JsonObject report = reader.report(new ImportResult(added, 0));
        assertThat(report.getInt("lines")).isEqualTo(lines);
        assertThat(added + report.getInt("bad")).isBetween(0L, (long) lines);
        assertThat(report.getJsonArray("bad_lines")).hasSize(Math.min(report.getInt("bad"), ImportReader.MAX_REPORTED));
    }

    /** Random text is hardly ever almost valid, so most lines are pieces of valid ones in random order. */
    private static String almostLine(SplittableRandom random) {
        return random.nextInt(4) == 0 ? Seeds.text(random, 100) : Seeds.joined(random, 12, PIECES);
    }

    private static List<Line> all(byte[] body) {
        LineReader lines = new LineReader(new ByteArrayInputStream(body), Long.MAX_VALUE);
        List<Line> all = new ArrayList<>();
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(line.get());
        }
        return all;
    }
}
