package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ApiException;
import dev.herald.registry.Entry;
import dev.herald.registry.ImportResult;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ImportReaderTest {

    private static final long NOW = 1_700_000_000;
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void blank_lines_and_comments_are_skipped() {
        ImportReader reader =
                text(EntryForm.WHITELIST, "\uFEFF# list\r\n\r\n  \n" + HASH.toUpperCase(Locale.ROOT) + "\r\n  # end");
        assertThat(entries(reader)).containsExactly(Entry.of(HASH, NOW));
        assertThat(reader.report(new ImportResult(1, 0)))
                .hasToString("{\"lines\":5,\"added\":1,\"present\":0,\"bad\":0,\"bad_lines\":[]}");
    }

    @Test
    void invalid_lines_are_reported_with_their_numbers() {
        byte[] body = (HASH.substring(1) + "\n" + HASH + "\n\u00e4\n" + "x".repeat(LineReader.MAX_LINE_BYTES + 1) + "\n"
                        + HASH)
                .getBytes(ISO_8859_1);
        ImportReader reader = importReader(EntryForm.WHITELIST, body, false);
        assertThat(entries(reader)).hasSize(2);
        assertThat(reader.report(new ImportResult(1, 1))
                        .getJsonArray("bad_lines")
                        .getValuesAs(JsonObject.class))
                .extracting(line -> line.getInt("line") + " " + line.getString("detail"))
                .containsExactly("1 A hash has 40 hexadecimal digits", "3 not UTF-8", "4 longer than 16384 bytes");
    }

    @Test
    void the_first_invalid_lines_are_reported_and_all_are_counted() {
        ImportReader reader = text(EntryForm.WHITELIST, "x\n".repeat(5000));
        assertThat(entries(reader)).isEmpty();
        JsonObject report = reader.report(new ImportResult(0, 0));
        assertThat(report.getInt("bad")).isEqualTo(5000);
        assertThat(report.getJsonArray("bad_lines")).hasSize(ImportReader.MAX_REPORTED);
    }

    @Test
    void the_rest_of_a_line_is_the_expiry_the_label_or_the_reason() {
        String key = "KEYKEYKEYKEYKEYKEY";
        assertThat(entries(text(EntryForm.KEYS, key + "\n" + key + "2 2027-01-01T00:00:00Z")))
                .containsExactly(Entry.of(key, NOW), new Entry(key + "2", "", "", NOW, 1_798_761_600));
        assertThat(entries(text(EntryForm.DENYLIST, HASH + "\t not  here ")))
                .containsExactly(new Entry(HASH, "not  here", "", NOW, Entry.FOREVER));
        assertThat(entries(text(EntryForm.WHITELIST, HASH + " a label")))
                .containsExactly(new Entry(HASH, "a label", "", NOW, Entry.FOREVER));
    }

    @Test
    void a_key_with_an_invalid_expiry_is_not_imported() {
        ImportReader reader = text(EntryForm.KEYS, "KEYKEYKEYKEYKEYKEY 2027-01-01");
        assertThat(entries(reader)).isEmpty();
        assertThat(reader.report().getInt("bad")).isEqualTo(1);
    }

    @Test
    void an_exported_entry_can_be_imported() {
        Entry key = new Entry("KEYKEYKEYKEYKEYKEY", "for Ann \"x\"", "two\nlines", 5, 1_798_761_600);
        assertThat(EntryForm.KEYS.ofJson(EntryForm.KEYS.json(key).toString(), NOW))
                .isEqualTo(key);
        assertThat(EntryForm.KEYS.ofText(EntryForm.KEYS.text(key), NOW))
                .isEqualTo(new Entry(key.id(), "", "", NOW, key.validUntil()));
        Entry denied = new Entry(HASH, "a reason", "", 5, Entry.FOREVER);
        assertThat(EntryForm.DENYLIST.ofJson(EntryForm.DENYLIST.json(denied).toString(), NOW))
                .isEqualTo(denied);
        assertThat(EntryForm.DENYLIST.text(denied)).isEqualTo(HASH + " a reason");
    }

    @Test
    void an_endless_body_is_rejected() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        assertThatThrownBy(() -> new LineReader(endless, 1 << 20).next())
                .isInstanceOfSatisfying(ApiException.class, rejection -> assertThat(rejection.status())
                        .isEqualTo(413));
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
        assertThatThrownBy(() -> new LineReader(broken, 10).next()).hasMessage("The body is incomplete");
    }

    private static ImportReader text(EntryForm form, String body) {
        return importReader(form, body.getBytes(UTF_8), false);
    }

    private static ImportReader importReader(EntryForm form, byte[] body, boolean json) {
        return new ImportReader(
                new LineReader(new ByteArrayInputStream(body), Long.MAX_VALUE),
                line -> json ? form.ofJson(line, NOW) : form.ofText(line, NOW));
    }

    private static List<Entry> entries(ImportReader reader) {
        List<Entry> entries = new ArrayList<>();
        reader.forEachRemaining(entries::add);
        return entries;
    }
}
