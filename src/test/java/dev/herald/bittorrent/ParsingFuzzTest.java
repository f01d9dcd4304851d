package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the parsing of info hashes and keys with regular expressions. */
final class ParsingFuzzTest {

    @Test
    void an_info_hash_is_forty_hexadecimal_digits() {
        Seeds.runs(2000, random -> checkHash(nearlyHash(random)));
    }

    private static void checkHash(String text) {
        Optional<InfoHash> parsed = InfoHash.parse(text);
        assertThat(parsed.isPresent()).isEqualTo(text.matches("[0-9a-fA-F]{40}"));
        parsed.ifPresent(hash -> assertThat(hash).hasToString(text.toLowerCase(Locale.ROOT)));
    }

    @Test
    void a_key_is_16_to_64_letters_digits_hyphens_and_underscores() {
        Seeds.runs(2000, random -> checkKey(nearlyKey(random)));
    }

    private static void checkKey(String text) {
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

    private static String nearlyHash(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Seeds.text(random, "0123456789abcdefABCDEF", 40, 40);
            case 1 -> Seeds.text(random, "0123456789abcdef", 38, 42);
            case 2 -> Seeds.text(random, "0123456789abcdefg５ \0", 40, 40);
            default -> Seeds.text(random, 60);
        };
    }

    private static String nearlyKey(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0, 1 -> Seeds.text(random, "azAZ09_-", 14, 66);
            case 2 -> Seeds.text(random, "azAZ09-_.é%/?&= ", 16, 20);
            default -> Seeds.text(random, 80);
        };
    }
}
