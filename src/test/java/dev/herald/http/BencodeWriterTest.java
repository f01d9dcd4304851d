package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies of section 9.4 of the protocol reference that Herald does not send. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class BencodeWriterTest {

    @Test
    void b10_response_with_a_warning() {
        BencodeWriter out = new BencodeWriter(0).dictionary();
        out.text("complete").integer(0).text("downloaded").integer(0);
        out.text("external ip")
                .startString(4)
                .word(0xcb007107L, 4)
                .text("incomplete")
                .integer(1);
        out.text("interval")
                .integer(1800)
                .text("min interval")
                .integer(900)
                .text("peers")
                .text("");
        assertThat(text(out.text("warning message")
                        .text("please update your client")
                        .end()))
                .hasSize(158)
                .isEqualTo(
                        "d8:completei0e10:downloadedi0e11:external ip4:\u00cb\0q\7" + "10:incompletei1e"
                                + "8:intervali1800e12:min intervali900e5:peers0:15:warning message25:please update your cliente");
    }

    @Test
    void s03_scrape_with_flags() {
        byte[] hash = Client.bytes("V*\u0081=BU\u00d6 \u00ab\u0080+\u00c9&\rp\u00ea\u0099\u00f8!\u00b0");
        BencodeWriter out =
                new BencodeWriter(0).dictionary().text("files").dictionary().string(hash, 0, 20);
        out.dictionary().text("complete").integer(2).text("downloaded").integer(7);
        out.text("downloaders").integer(1).text("incomplete").integer(3).end().end();
        out.text("flags")
                .dictionary()
                .text("min_request_interval")
                .integer(900)
                .end()
                .end();
        assertThat(text(out))
                .hasSize(135)
                .isEqualTo("d5:filesd20:V*\u0081=BU\u00d6 \u00ab\u0080+\u00c9&\rp\u00ea\u0099\u00f8!\u00b0"
                        + "d8:completei2e10:downloadedi7e11:downloadersi1e10:incompletei3eee"
                        + "5:flagsd20:min_request_intervali900eee");
    }

    @ParameterizedTest
    @CsvSource({"0, i0e", "9, i9e", "10, i10e", "65535, i65535e", "9223372036854775807, i9223372036854775807e"})
    void integer_has_no_leading_zeros(long value, String expected) {
        assertThat(text(new BencodeWriter(0).integer(value))).isEqualTo(expected);
    }

    @Test
    void s04_empty_dictionary() {
        assertThat(text(new BencodeWriter(0)
                        .dictionary()
                        .text("files")
                        .dictionary()
                        .end()
                        .end()))
                .isEqualTo("d5:filesdee");
    }

    @Test
    void array_grows() {
        byte[] many = new byte[5000];
        assertThat(new BencodeWriter(3).string(many, 0, many.length).toBytes()).hasSize("5000:".length() + 5000);
    }

    private static String text(BencodeWriter out) {
        return new String(out.toBytes(), StandardCharsets.ISO_8859_1);
    }
}
