package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeyDurationTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "+5", "007", "18446744073709551615", "00000000000000000000000000000000001"})
    void whole_numbers_of_64_bits_fit(String text) {
        assertThat(KeyDuration.fits(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "-0", "1.1", "a", "1 ", "+", "++1", "0x1", "1e3", "١", "18446744073709551616"})
    void nothing_else_does(String text) {
        assertThat(KeyDuration.fits(text)).isFalse();
    }

    @Test
    void numbers_of_any_length_are_looked_at_without_effort() {
        assertThat(KeyDuration.fits("9".repeat(1_000_000))).isFalse();
    }

    @Test
    void the_end_keeps_the_fraction_of_the_beginning() {
        assertThat(KeyDuration.after(NOW, "60")).hasValue(NOW.plusSeconds(60));
        assertThat(KeyDuration.after(NOW, "0")).hasValue(NOW);
    }

    @Test
    void an_end_after_more_than_3168_years_is_none() {
        assertThat(KeyDuration.after(NOW, "99999999999")).hasValue(NOW.plusSeconds(99_999_999_999L));
        assertThat(KeyDuration.after(NOW, "100000000000")).isEmpty();
        assertThat(KeyDuration.after(NOW, "9223372036854775807")).isEmpty();
        assertThat(KeyDuration.after(NOW, "18446744073709551615")).isEmpty();
    }
}
