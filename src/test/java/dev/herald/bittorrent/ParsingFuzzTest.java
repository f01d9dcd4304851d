package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What operators and clients write for hashes and keys, against regular expressions. */
final class ParsingFuzzTest {

    @Property
    void a_hash_is_forty_hexadecimal_digits_and_nothing_else(@ForAll("nearlyHashes") String text) {
        Optional<InfoHash> parsed = InfoHash.parse(text);
        assertThat(parsed.isPresent()).isEqualTo(text.matches("[0-9a-fA-F]{40}"));
        parsed.ifPresent(hash -> assertThat(hash).hasToString(text.toLowerCase(Locale.ROOT)));
    }

    @Property
    void a_key_is_sixteen_to_sixty_four_letters_digits_and_two_signs(@ForAll("nearlyKeys") String text) {
        AccessKey key = AccessKey.of(text);
        if (text.matches("[0-9A-Za-z_-]{16,64}")) {
            assertThat(key.text()).isEqualTo(text);
            assertThat(TrackerPath.parse("/announce/" + text).key()).isEqualTo(key);
            assertThat(TrackerPath.parse("/" + text + "/scrape").key()).isEqualTo(key);
            assertThat(TrackerPath.parse("?passkey=" + text).key()).isEqualTo(key);
        } else {
            assertThat(key).isEqualTo(text.isEmpty() ? AccessKey.NONE : AccessKey.MALFORMED);
        }
    }

    @Provide
    Arbitrary<String> nearlyHashes() {
        Arbitrary<String> right =
                Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(40);
        Arbitrary<String> length = Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofMinLength(38)
                .ofMaxLength(42);
        Arbitrary<String> character =
                Arbitraries.strings().withChars("0123456789abcdefg５ \0").ofLength(40);
        return Arbitraries.oneOf(right, length, character, Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> nearlyKeys() {
        Arbitrary<String> right = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("-_")
                .ofMinLength(14)
                .ofMaxLength(66);
        Arbitrary<String> character = Arbitraries.strings()
                .alpha()
                .withChars("-_.é%/?&= ")
                .ofMinLength(16)
                .ofMaxLength(20);
        return Arbitraries.oneOf(right, character, Arbitraries.strings());
    }
}
