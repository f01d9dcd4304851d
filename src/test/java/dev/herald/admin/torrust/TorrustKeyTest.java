package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.RandomKeys;
import dev.herald.bittorrent.AccessKey;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TorrustKeyTest {

    @Test
    void random_keys_are_keys_for_torrust_and_for_herald_and_never_the_same() {
        Set<String> keys =
                IntStream.range(0, 1000).mapToObj(i -> RandomKeys.next()).collect(Collectors.toSet());

        assertThat(keys).hasSize(1000).allSatisfy(key -> {
            assertThat(TorrustKey.fault(key)).isEmpty();
            assertThat(AccessKey.wellFormed(key)).isTrue();
        });
        // All 62 characters come up among 32,000.
        assertThat(keys.stream().flatMapToInt(String::chars).distinct().count()).isEqualTo(62);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "invalid", "YZSl4lMZupRuOpSRC3krIKR5BPB14nr", "YZSl4lMZupRuOpSRC3krIKR5BPB14nrJ0"})
    void a_key_has_32_characters(String key) {
        assertThat(TorrustKey.fault(key)).isEqualTo("Invalid key length. Key must be have 32 chars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%QXECFG0T7W7QJ1RDXFY1OAR5PNQNZYA",
                "YZSl4lMZupRuOpSRC3krIKR5BPB14nr-",
                "YZSl4lMZupRuOpSRC3krIKR5BPB14nrü"
            })
    void all_of_them_are_letters_and_digits(String key) {
        assertThat(TorrustKey.fault(key))
                .isEqualTo("Invalid chars for key. Key can only alphanumeric chars (0-9, a-z, A-Z)");
    }
}
