package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import org.junit.jupiter.api.Test;

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
    void no_text_can_make_the_parser_throw() {
        Seeds.runs(1000, random -> assertThat(
                        TrackerPath.parse(Seeds.text(random, 100)).kind())
                .isNotNull());
    }

    @Test
    void whatever_looks_like_a_key_is_one_or_is_malformed() {
        Seeds.runs(3000, random -> {
            AccessKey key = TrackerPath.parse(Seeds.joined(random, 10, PIECES)).key();
            assertThat(key.equals(AccessKey.NONE)
                            || key.equals(AccessKey.MALFORMED)
                            || AccessKey.wellFormed(key.text()))
                    .isTrue();
        });
    }

    @Test
    void path_and_query_read_the_same_together_and_apart() {
        Seeds.runs(3000, random -> {
            String target = Seeds.joined(random, 10, PIECES);
            int mark = target.indexOf('?');
            String path = mark < 0 ? target : target.substring(0, mark);
            String query = mark < 0 ? "" : target.substring(mark + 1);
            assertThat(TrackerPath.parse(path, query)).isEqualTo(TrackerPath.parse(target));
        });
    }
}
