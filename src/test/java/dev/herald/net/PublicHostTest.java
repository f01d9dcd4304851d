package dev.herald.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class PublicHostTest {

    @Test
    void names_and_addresses_are_hosts_of_URLs() {
        assertThat(new PublicHost("").inUrl()).isEmpty();
        assertThat(new PublicHost("tracker").inUrl()).hasValue("tracker");
        assertThat(new PublicHost("tracker.example.org").inUrl()).hasValue("tracker.example.org");
        assertThat(new PublicHost("xn--bcher-kva.example.").inUrl()).hasValue("xn--bcher-kva.example.");
        assertThat(new PublicHost("203.0.113.5").inUrl()).hasValue("203.0.113.5");
        assertThat(new PublicHost("2001:DB8::5").inUrl()).hasValue("[2001:db8::5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tracker.example.org",
                "tracker.example.org:6969",
                "[2001:db8::5]",
                "tracker.example.org/announce",
                "-a.example",
                "a..example",
                "a b",
                "<b>",
                "bücher.example"
            })
    void anything_else_is_rejected_with_the_name_of_the_setting(String name) {
        assertThatThrownBy(() -> new PublicHost(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("herald.public-host must be a name")
                .hasMessageEndingWith(name);
    }
}
