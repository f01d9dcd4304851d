package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.admin.ApiException;
import dev.herald.bittorrent.InfoHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class QueryParametersTest {

    private static final Set<String> KNOWN = Set.of("q", "limit", "cursor", "sort");

    @Test
    void an_absent_parameter_has_a_default() {
        QueryParameters parameters = QueryParameters.of(Map.of(), KNOWN);
        assertThat(parameters.limit()).isEqualTo(100);
        assertThat(parameters.text("q")).isEmpty();
        assertThat(parameters.cursor("keys", 1, parts -> parts)).isEmpty();
        assertThat(parameters.oneOf("sort", List.of("a", "b"))).isEqualTo("a");
    }

    @Test
    void a_limit_is_from_1_to_1000() {
        assertThat(limit("1")).isEqualTo(1);
        assertThat(limit("1000")).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "05", "1001", "-1", "+1", "1.0", "ten", "99999999999999999999", "١", " 1"})
    void other_limits_are_rejected(String text) {
        assertThatThrownBy(() -> limit(text)).hasMessage("The limit must be a number from 1 to 1000");
    }

    /** An empty search finds all entries; other parameters must not be empty. */
    @Test
    void an_empty_parameter_has_no_default() {
        QueryParameters parameters =
                QueryParameters.of(Map.of("q", List.of(""), "cursor", List.of(""), "sort", List.of("")), KNOWN);
        assertThat(parameters.text("q")).isEmpty();
        assertThatThrownBy(() -> parameters.cursor("keys", 1, parts -> parts))
                .hasMessage("The cursor does not belong to this list");
        assertThatThrownBy(() -> parameters.oneOf("sort", List.of("a", "b")))
                .hasMessage("The parameter sort must be one of [a, b]");
    }

    @Test
    void unknown_and_duplicate_parameters_are_rejected() {
        assertThatThrownBy(() -> QueryParameters.of(Map.of("limt", List.of("1")), KNOWN))
                .hasMessage("Unknown parameter; the known parameters are [cursor, limit, q, sort]");
        assertThatThrownBy(() -> QueryParameters.of(Map.of("q", List.of("a", "a")), KNOWN))
                .hasMessage("The parameter q occurs twice");
        assertThatThrownBy(() -> QueryParameters.of(Map.of("q", List.of("\uFFFD")), KNOWN))
                .hasMessage("The parameter q is not UTF-8");
    }

    @Test
    void a_cursor_belongs_to_its_list() {
        Cursor cursor = new Cursor("keys", List.of("a"));
        QueryParameters parameters = QueryParameters.of(Map.of("cursor", List.of(cursor.toString())), KNOWN);
        assertThat(parameters.cursor("keys", 1, parts -> parts)).contains(List.of("a"));
        assertThatThrownBy(() -> parameters.cursor("whitelist", 1, parts -> parts))
                .hasMessage("The cursor does not belong to this list");
        assertThatThrownBy(() -> parameters.cursor("keys", 2, parts -> parts))
                .hasMessage("The cursor does not belong to this list");
    }

    @Test
    void a_cursor_with_an_invalid_position_is_rejected() {
        Cursor cursor = new Cursor("audit", List.of("12"));
        QueryParameters parameters = QueryParameters.of(Map.of("cursor", List.of(cursor.toString())), KNOWN);
        assertThat(parameters.cursor("audit", 1, parts -> Long.parseLong(parts.get(0))))
                .contains(12L);
        assertThatThrownBy(() -> parameters.cursor("audit", 1, parts -> InfoHash.ofHex(parts.get(0))))
                .isInstanceOfSatisfying(ApiException.class, rejection -> assertThat(rejection.status())
                        .isEqualTo(400))
                .hasMessage("The cursor does not belong to this list");
    }

    @Test
    void another_value_is_rejected() {
        QueryParameters parameters = QueryParameters.of(Map.of("sort", List.of("c")), KNOWN);
        assertThatThrownBy(() -> parameters.oneOf("sort", List.of("a", "b")))
                .hasMessage("The parameter sort must be one of [a, b]");
    }

    private static int limit(String text) {
        return QueryParameters.of(Map.of("limit", List.of(text)), KNOWN).limit();
    }
}
