package dev.herald.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ApiErrorMapperTest {

    @Test
    void a_connection_failure_is_detected_by_its_cause() {
        IOException broken = new IOException("Broken pipe");
        assertThat(ApiErrorMapper.isConnectionFailure(broken)).isTrue();
        assertThat(ApiErrorMapper.isConnectionFailure(new JsonException("written", new UncheckedIOException(broken))))
                .isTrue();
    }

    @Test
    void other_exceptions_are_no_connection_failure() {
        assertThat(ApiErrorMapper.isConnectionFailure(new IllegalStateException("bug", new NullPointerException())))
                .isFalse();
        assertThat(ApiErrorMapper.isConnectionFailure(new StackOverflowError())).isFalse();
    }
}
