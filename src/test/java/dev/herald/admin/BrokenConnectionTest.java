package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class BrokenConnectionTest {

    @Test
    void it_is_known_by_its_cause_whatever_is_around() {
        IOException broken = new IOException("Broken pipe");
        assertThat(BrokenConnection.caused(broken)).isTrue();
        assertThat(BrokenConnection.caused(new JsonException("written", new UncheckedIOException(broken))))
                .isTrue();
    }

    @Test
    void all_other_failures_are_Heralds() {
        assertThat(BrokenConnection.caused(new IllegalStateException("bug", new NullPointerException())))
                .isFalse();
        assertThat(BrokenConnection.caused(new StackOverflowError())).isFalse();
    }
}
