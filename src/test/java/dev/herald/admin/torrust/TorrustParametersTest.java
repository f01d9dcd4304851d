package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.RandomKeys;
import dev.herald.bittorrent.AccessKey;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TorrustParametersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");

    @Test
    void random_keys_are_valid_for_torrust_and_for_herald_and_differ() {
        Set<String> keys =
                IntStream.range(0, 1000).mapToObj(i -> RandomKeys.next()).collect(Collectors.toSet());

        assertThat(keys).hasSize(1000).allSatisfy(key -> {
            assertThat(TorrustParameters.keyProblem(key)).isEmpty();
            assertThat(AccessKey.wellFormed(key)).isTrue();
        });
        // All 62 characters occur among 32,000.
        assertThat(keys.stream().flatMapToInt(String::chars).distinct().count()).isEqualTo(62);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "invalid", "YZSl4lMZupRuOpSRC3krIKR5BPB14nr", "YZSl4lMZupRuOpSRC3krIKR5BPB14nrJ0"})
    void a_key_has_32_characters(String key) {
        assertThat(TorrustParameters.keyProblem(key)).isEqualTo("Invalid key length. Key must be have 32 chars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%QXECFG0T7W7QJ1RDXFY1OAR5PNQNZYA",
                "YZSl4lMZupRuOpSRC3krIKR5BPB14nr-",
                "YZSl4lMZupRuOpSRC3krIKR5BPB14nrü"
            })
    void a_key_has_letters_and_digits_only(String key) {
        assertThat(TorrustParameters.keyProblem(key))
                .isEqualTo("Invalid chars for key. Key can only alphanumeric chars (0-9, a-z, A-Z)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "+5", "007", "18446744073709551615", "00000000000000000000000000000000001"})
    void a_duration_is_an_unsigned_integer_of_64_bits(String text) {
        assertThat(TorrustParameters.isSeconds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1", "-0", "1.1", "a", "1 ", "+", "++1", "0x1", "1e3", "١", "18446744073709551616"})
    void other_durations_are_rejected(String text) {
        assertThat(TorrustParameters.isSeconds(text)).isFalse();
    }

    @Test
    void a_very_long_number_is_rejected_fast() {
        assertThat(TorrustParameters.isSeconds("9".repeat(1_000_000))).isFalse();
    }

    @Test
    void the_expiry_keeps_the_fraction_of_the_second() {
        assertThat(TorrustParameters.expiry(NOW, "60")).hasValue(NOW.plusSeconds(60));
        assertThat(TorrustParameters.expiry(NOW, "0")).hasValue(NOW);
    }

    @Test
    void an_expiry_after_more_than_3168_years_is_rejected() {
        assertThat(TorrustParameters.expiry(NOW, "99999999999")).hasValue(NOW.plusSeconds(99_999_999_999L));
        assertThat(TorrustParameters.expiry(NOW, "100000000000")).isEmpty();
        assertThat(TorrustParameters.expiry(NOW, "9223372036854775807")).isEmpty();
        assertThat(TorrustParameters.expiry(NOW, "18446744073709551615")).isEmpty();
    }
}
