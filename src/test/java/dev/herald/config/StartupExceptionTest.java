package dev.herald.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class StartupExceptionTest {

    @Test
    void the_reason_is_found_in_wrapped_exceptions() {
        Throwable wrapped = new IllegalStateException(
                "WELD-000001",
                new RuntimeException(new IllegalArgumentException("herald.udp.threads must be a number")));
        assertThat(StartupException.causedBy(wrapped)).hasMessage("herald.udp.threads must be a number");
        assertThat(StartupException.causedBy(
                        new UncheckedIOException("cannot bind 127.0.0.1:6969", new IOException("in use"))))
                .hasMessage("cannot bind 127.0.0.1:6969");
    }

    @Test
    void the_message_is_one_line_and_there_is_no_stack_trace() {
        StartupException failure = StartupException.causedBy(new IllegalArgumentException("one\n  two\r\nthree"));
        assertThat(failure).hasMessage("one two three");
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void an_exception_without_a_message_is_named_by_its_class() {
        assertThat(StartupException.causedBy(new IllegalStateException(new NullPointerException())))
                .hasMessage("java.lang.NullPointerException");
    }
}
