package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PathEscapesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/v1/stats", "/key/a%20b", "/key/%C3%bc", "/key/%2f%25", "http://localhost/api"})
    void a_decodable_path_is_unchanged(String path) {
        assertThat(PathEscapes.normalize(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/key/%zz, /key/%25zz",
        "/key/%, /key/%25",
        "/key/%4, /key/%254",
        "/key/%%41, /key/%25%41",
        "/key/%ff%fe, /key/%25ff%25fe",
        "/key/%C3, /key/%25C3",
        "/key/%00, /key/%2500",
        "/key/%41%0a, /key/%2541%250a",
        "/key/ü, /key/%25fc",
        "/key/%5c, /key/%255c",
        "/key/a%5Cb, /key/a%255Cb",
        "/key/\\, /key/%255c",
        "/key/{a}, /key/%7ba%7d"
    })
    void the_percent_sign_of_an_invalid_escape_is_escaped(String path, String mended) {
        assertThat(PathEscapes.normalize(path)).isEqualTo(mended);
    }
}
