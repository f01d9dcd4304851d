package dev.herald.admin.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The query rules of Torrust's API, against what was put into a query and against naive readings. */
class QueryRulesTest {

    private static final long FALLBACK = 4000;

    record Pair(String name, String value) {}

    @Property(tries = 500)
    void what_was_written_as_a_form_is_read_in_its_order(@ForAll("pairs") List<Pair> pairs) {
        List<String> written = new ArrayList<>();
        pairs.forEach(pair -> written.add(escaped(pair.name) + "=" + escaped(pair.value)));
        Query query = new Query(String.join("&", written));

        for (String name : List.of("info_hash", "offset", "limit", "token", "x")) {
            List<String> values = pairs.stream()
                    .filter(pair -> pair.name.equals(name))
                    .map(Pair::value)
                    .toList();
            assertThat(query.all(name)).isEqualTo(values);
            assertThat(query.first(name)).isEqualTo(values.stream().findFirst());
        }
    }

    @Property(tries = 1000)
    void a_number_is_one_of_32_bits_without_a_sign_or_refused(@ForAll("numbers") String text) {
        Query query = new Query("limit=" + escaped(text));
        if (text.isEmpty()) {
            assertThat(TorrentsResource.number(query, "limit", FALLBACK)).isEqualTo(FALLBACK);
        } else if (!text.matches("[+]?[0-9]+")) {
            assertThatThrownBy(() -> TorrentsResource.number(query, "limit", FALLBACK))
                    .hasMessage("Failed to deserialize query string: invalid digit found in string");
        } else if (new BigInteger(text).bitLength() > 32) {
            assertThatThrownBy(() -> TorrentsResource.number(query, "limit", FALLBACK))
                    .hasMessage("Failed to deserialize query string: number too large to fit in target type");
        } else {
            assertThat(TorrentsResource.number(query, "limit", FALLBACK)).isEqualTo(Long.parseLong(text));
        }
        assertThat(TorrentsResource.number(query, "offset", 0)).isZero();
    }

    @Provide
    Arbitrary<List<Pair>> pairs() {
        Arbitrary<String> names =
                Arbitraries.of("info_hash", "offset", "limit", "token", "tokens", "", "ü", "info hash");
        Arbitrary<String> values = Arbitraries.strings().ofMaxLength(8).filter(QueryRulesTest::isText);
        return Combinators.combine(names, values).as(Pair::new).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> any =
                Arbitraries.strings().withChars("+-0123456789 .a").ofMaxLength(13);
        Arbitrary<String> near = Arbitraries.longs().between(0, 1L << 33).map(number -> "0" + number);
        Arbitrary<String> edge =
                Arbitraries.of("4294967295", "4294967296", "+4294967295", "000000000004294967295", "+", "");
        return Arbitraries.oneOf(any, near, edge);
    }

    /** Half of a pair of surrogates cannot be written as UTF-8. */
    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
