package dev.herald.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import java.nio.CharBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

final class TrackerPathFuzzTest {

    private static final String[] PIECES = {
        "/",
        "announce",
        "scrape",
        ".php",
        "?",
        "&",
        "=",
        "passkey",
        "%",
        "%2",
        "%41",
        "0123456789abcdef",
        "x",
        "\0",
        "ÿ"
    };

    @Test
    void the_parser_never_throws() {
        Seeds.runs(1000, random -> assertThat(
                        TrackerPath.parse(Seeds.text(random, 100)).kind())
                .isNotNull());
    }

    @Test
    void combinations_of_pieces_are_parsed() {
        Seeds.runs(5000, random -> reads(Seeds.joined(random, 10, PIECES)));
    }

    @MethodSource("targets")
    @FuzzTest
    void a_target_is_parsed(byte[] bytes) {
        reads(new String(bytes, ISO_8859_1));
    }

    static Stream<byte[]> targets() {
        return Stream.of(
                        "/announce/0123456789abcdef0123456789abcdef?info_hash=x",
                        "/0123456789abcdef/scrape.php",
                        "//0123456789abcd%65f",
                        "/announce?passkey=0123456789abcdef?info_hash=%00&passkey=short",
                        "/?info_hash=x",
                        "?passkey=0123456789abcdef")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    /** A key is valid or malformed; path and query can be parsed separately; empty segments are ignored. */
    private static void reads(String target) {
        TrackerPath path = TrackerPath.parse(target);
        AccessKey key = path.key();
        assertThat(key.equals(AccessKey.NONE) || key.equals(AccessKey.MALFORMED) || AccessKey.wellFormed(key.text()))
                .isTrue();
        int mark = target.indexOf('?');
        String before = mark < 0 ? target : target.substring(0, mark);
        String behind = mark < 0 ? "" : target.substring(mark + 1);
        assertThat(TrackerPath.parse(before, behind)).isEqualTo(path);
        assertThat(TrackerPath.parse(CharBuffer.wrap(target))).isEqualTo(path);
        assertThat(TrackerPath.parse(before.replace("/", "//"), behind)).isEqualTo(path);
    }
}
