package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import dev.herald.admin.ApiException;
import dev.herald.admin.auth.QueryString;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** The query rules of Torrust's API, compared with the encoded parameters and with a naive parser. */
class TorrustQueryTest {

    private static final long FALLBACK = 4000;

    record Pair(String name, String value) {}

    @Test
    void encoded_parameters_are_decoded_in_their_order() {
        Seeds.runs(500, random -> readsInOrder(Seeds.list(random, 8, TorrustQueryTest::pair)));
    }

    private static void readsInOrder(List<Pair> pairs) {
        List<String> written = new ArrayList<>();
        pairs.forEach(pair -> written.add(escaped(pair.name) + "=" + escaped(pair.value)));
        QueryString query = new QueryString(String.join("&", written));

        for (String name : List.of("info_hash", "offset", "limit", "token", "x")) {
            List<String> values = pairs.stream()
                    .filter(pair -> pair.name.equals(name))
                    .map(pair -> sent(pair.value))
                    .toList();
            assertThat(query.all(name)).isEqualTo(values);
            assertThat(query.first(name)).isEqualTo(values.stream().findFirst());
        }
    }

    @Test
    void an_accepted_number_is_an_unsigned_integer_of_32_bits() {
        Seeds.runs(1000, random -> readsNumber(number(random)));
    }

    private static void readsNumber(String text) {
        QueryString query = new QueryString("limit=" + escaped(text));
        if (text.isEmpty()) {
            assertThat(TorrustParameters.number(query, "limit", FALLBACK)).isEqualTo(FALLBACK);
        } else if (!text.matches("[+]?[0-9]+")) {
            assertThatThrownBy(() -> TorrustParameters.number(query, "limit", FALLBACK))
                    .hasMessage("Failed to deserialize query string: invalid digit found in string");
        } else if (new BigInteger(text).bitLength() > 32) {
            assertThatThrownBy(() -> TorrustParameters.number(query, "limit", FALLBACK))
                    .hasMessage("Failed to deserialize query string: number too large to fit in target type");
        } else {
            assertThat(TorrustParameters.number(query, "limit", FALLBACK)).isEqualTo(Long.parseLong(text));
        }
        assertThat(TorrustParameters.number(query, "offset", 0)).isZero();
    }

    @MethodSource("queries")
    @FuzzTest
    void no_query_throws_another_exception(byte[] bytes) {
        QueryString query = new QueryString(new String(bytes, StandardCharsets.ISO_8859_1));
        for (String name : List.of("info_hash", "offset", "limit", "token")) {
            List<String> written = new ArrayList<>();
            query.all(name).forEach(value -> written.add(escaped(name) + "=" + escaped(value)));
            assertThat(new QueryString(String.join("&", written)).all(name)).isEqualTo(query.all(name));
            try {
                assertThat(TorrustParameters.number(query, name, FALLBACK)).isBetween(0L, 0xffff_ffffL);
            } catch (ApiException rejection) {
                assertThat(rejection.status()).isEqualTo(400);
            }
        }
    }

    static Stream<byte[]> queries() {
        return Stream.of(
                        "offset=0&limit=4294967295&token=MyAccessToken",
                        "info_hash=562a813d4255d620ab802bc9260d70ea99f821b0&info_hash=&info%5Fhash=x&limit=%2B1",
                        "limit=+00000000000000000000000001&offset=%ff%zz%&=&&token")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Pair pair(SplittableRandom random) {
        String name = Seeds.pick(random, "info_hash", "offset", "limit", "token", "tokens", "", "ü", "info hash");
        return new Pair(name, Seeds.text(random, 8));
    }

    private static String number(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Seeds.text(random, "+-0123456789 .a", 0, 13);
            case 1 -> "0" + random.nextLong(1L << 33);
            default ->
                Seeds.pick(
                        random, "4294967295", "4294967296", "+4294967295", "000000000004294967295", "+", "", "０", "-1");
        };
    }

    /** Unpaired surrogates have no UTF-8, and JDKs encode them differently; here as a question mark. */
    private static String sent(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(sent(text), StandardCharsets.UTF_8);
    }
}
