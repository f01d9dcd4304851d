package dev.herald.payara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.http.HttpTracker;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RequestSanitizerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracker.example",
                "tracker.example:7070",
                "192.0.2.1:80",
                "[2001:db8::1]",
                "[2001:db8::1]:7070",
                "[::1]:",
                "a_b-c:65535"
            })
    void a_valid_host_is_unchanged(String host) {
        assertThat(RequestSanitizer.wellFormed(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":7070",
                "fd77::1:7070",
                "::1",
                "[::1",
                "[::1]7070",
                "[g::1]:1",
                "a:b",
                "a:65536",
                "a:123456",
                "a b",
                "a/b",
                "a%zz",
                "[]",
                "[]:1",
                "ü"
            })
    void an_invalid_host_is_replaced(String host) {
        assertThat(RequestSanitizer.wellFormed(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "/%", "/%a", "/announce/%zz", "/%41%4", "/%4g", "/%%41"})
    void an_escape_must_have_two_digits(String path) {
        assertThat(HttpTracker.hasInvalidEscape(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/announce", "/%41nnounce", "/a%2Fb%ff"})
    void a_valid_path_is_unchanged(String path) {
        assertThat(HttpTracker.hasInvalidEscape(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "CLOSE", "keep-alive, close", "close,x", " x ,\tclose "})
    void a_token_is_found_at_any_position_of_a_list(String line) {
        assertThat(RequestSanitizer.hasToken(List.of("x", line), "close")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "closed", "x-close", "close x", "clo,se"})
    void another_token_is_not_found(String line) {
        assertThat(RequestSanitizer.hasToken(List.of(line), "close")).isFalse();
    }
}
