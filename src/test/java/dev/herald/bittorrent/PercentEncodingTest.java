package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PercentEncodingTest {

    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "%61%62, ab",
        "%2a%2A, **",
        "%e9, \u00e9",
        "%ff%7E, \u00ff~",
        "%2561, %61", // decoded once
    })
    void an_escape_is_decoded_to_one_octet(String text, String decoded) {
        assertThat(PercentEncoding.decode(text, false)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({"%", "a%", "%6", "%6g", "%g6", "%%", "%\uff16\uff11", "%-1", "%+1", "% 1", "%\u01361"})
    void an_invalid_escape_is_not_changed(String text) {
        assertThat(PercentEncoding.decode(text, false)).isEqualTo(text);
    }

    @Test
    void an_escape_after_an_invalid_one_is_decoded() {
        assertThat(PercentEncoding.decode("%%61%6%62", false)).isEqualTo("%a%6b");
    }

    @Test
    void a_character_beyond_ISO_8859_1_is_not_changed() {
        assertThat(PercentEncoding.decode("\u0161%61", false)).isEqualTo("\u0161a");
    }

    @Test
    void a_plus_is_a_space_in_forms_only() {
        assertThat(PercentEncoding.decode("a+b%2B", true)).isEqualTo("a b+");
        assertThat(PercentEncoding.decode("a+b%2B", false)).isEqualTo("a+b+");
    }

    @Test
    void an_octet_has_two_digits_before_the_end() {
        assertThat(PercentEncoding.octet("%fF", 1, 3)).isEqualTo(255);
        assertThat(PercentEncoding.octet("%fF", 1, 2)).isEqualTo(-1);
        assertThat(PercentEncoding.octet("%0g", 1, 3)).isEqualTo(-1);
        assertThat(PercentEncoding.octet("%", 1, 1)).isEqualTo(-1);
    }

    @Test
    void decoding_inverts_encoding() {
        Seeds.runs(200, random -> {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            String escaped = HexFormat.of().withPrefix("%").formatHex(bytes);
            assertThat(PercentEncoding.decode(escaped, random.nextBoolean()))
                    .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
        });
    }
}
