package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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

    @Property
    void no_text_can_make_the_parser_throw(@ForAll String target) {
        assertThat(TrackerPath.parse(target).kind()).isNotNull();
    }

    @Property
    void whatever_looks_like_a_key_is_one_or_is_malformed(@ForAll("almostRight") String target) {
        AccessKey key = TrackerPath.parse(target).key();
        assertThat(key.equals(AccessKey.NONE) || key.equals(AccessKey.MALFORMED) || AccessKey.wellFormed(key.text()))
                .isTrue();
    }

    @Property
    void path_and_query_read_the_same_together_and_apart(@ForAll("almostRight") String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        assertThat(TrackerPath.parse(path, query)).isEqualTo(TrackerPath.parse(target));
    }

    @Provide
    Arbitrary<String> almostRight() {
        return Arbitraries.of(PIECES).list().ofMaxSize(10).map(pieces -> String.join("", pieces));
    }
}
