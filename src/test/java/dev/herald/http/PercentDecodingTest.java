package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Parameter;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P01 to P17 of section 9.3 of the protocol reference, each also in a malformed version. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PercentDecodingTest {

    private static final String INVALID = "invalid";

    @ParameterizedTest
    @CsvSource({
        "P01, V*%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%b0,             562a813d4255d620ab802bc9260d70ea99f821b0",
        "P02, V%2a%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8%21%b0,         562a813d4255d620ab802bc9260d70ea99f821b0",
        "P03, V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0,         562a813d4255d620ab802bc9260d70ea99f821b0",
        "P04, %56%2a%81%3d%42%55%d6%20%ab%80%2b%c9%26%0d%70%ea%99%f8%21%b0, 562a813d4255d620ab802bc9260d70ea99f821b0",
        "P05, V%2A%81%3DBU%D6+%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0,           562a813d4255d620ab802bc9260d70ea99f821b0",
        "P06, V*%81=BU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%b0,               562a813d4255d620ab802bc9260d70ea99f821b0",
        "P07, %56%2A%81%3D%42%55%D6%20%AB%80%2B%C9%26%0D%70%EA%99%F8%21%B,  invalid",
        "P08, V%2G%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0,         invalid",
        "P09, V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21,            562a813d4255d620ab802bc9260d70ea99f821",
        "P10, V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0%00,      562a813d4255d620ab802bc9260d70ea99f821b000",
        "P11, 562a813d4255d620ab802bc9260d70ea99f821b0,"
                + "       35363261383133643432353564363230616238303262633932363064373065613939663832316230",
        "P12, %25562A813D,                                                  253536324138313344",
        "P13, %00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00, 0000000000000000000000000000000000000000",
        "P14, abcdefghij0123456789,                                         6162636465666768696a30313233343536373839",
        "P15, -TR3000-p856fgg3w1g1,                                         2d5452333030302d703835366667673377316731",
        "P16, A2-1-36-0-%23%8A%89u%BE0%85%E7%3B%E7,                         41322d312d33362d302d238a8975be3085e73be7",
        "P17, -LT2080-K~hdWoi28xK~,                                         2d4c54323038302d4b7e6864576f693238784b7e",
    })
    void value_is_decoded_once(String name, String value, String expected) {
        assertThat(decoded(value, true)).isEqualTo(expected);
    }

    @Test
    void plus_can_be_literal() {
        assertThat(decoded("V%2A%81%3DBU%D6+%AB%80%2B%C9%26%0Dp%EA%99%F8%21%B0", false))
                .isEqualTo("562a813d4255d62bab802bc9260d70ea99f821b0");
    }

    /** P01 to P06 and P13 to P17 with one invalid escape. */
    @ParameterizedTest
    @CsvSource({
        "P01, V*%8%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%b0",
        "P02, V%2a%81%3dBU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8%21%b",
        "P03, V%2A%81%3DBU%D6%20%AB%80%2B%C9%26%0Dp%EA%99%F8%21%",
        "P04, %56%2a%81%3d%42%55%d6%20%ab%80%2b%c9%26%0d%70%ea%99%f8%21%%b0",
        "P05, V%2A%81%3DBU%D6+%AB%80%2B%C9%2+%0Dp%EA%99%F8%21%B0",
        "P06, V*%81=BU%d6%20%ab%80%2b%c9%26%0dp%ea%99%f8!%=0",
        "P13, %00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%0",
        "P14, abcdefghij012345678%",
        "P15, -TR3000-p856fgg3w1%1",
        "P16, A2-1-36-0-%23%8A%89u%BE0%85%E7%3B%x7",
        "P17, -LT2080-K%~hdWoi28xK~",
    })
    void invalid_escape_makes_the_value_invalid(String name, String value) {
        assertThat(decoded(value, true)).isEqualTo(INVALID);
    }

    @Test
    void raw_bytes_are_not_changed() {
        assertThat(decoded("\u0080\u00ff|[]{}\"<>^`\\;", true)).isEqualTo("80ff7c5b5d7b7d223c3e5e605c3b");
    }

    private static String decoded(String value, boolean plusIsSpace) {
        QueryReader reader = new QueryReader("info_hash=" + value, plusIsSpace);
        assertThat(reader.next()).isTrue();
        assertThat(reader.parameter()).isEqualTo(Parameter.INFO_HASH);
        byte[] bytes = new byte[64];
        int length = reader.value(bytes);
        return length == QueryReader.INVALID_ESCAPE ? INVALID : HexFormat.of().formatHex(bytes, 0, length);
    }
}
