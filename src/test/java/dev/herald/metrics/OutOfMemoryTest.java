package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutOfMemoryTest {

    @ParameterizedTest
    @ValueSource(strings = {"Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space"})
    void the_JVMs_own_error_tells_it_also_as_a_cause(String message) {
        OutOfMemoryError error = new OutOfMemoryError(message);

        assertThat(OutOfMemory.isExhaustedHeap(error)).isTrue();
        assertThat(OutOfMemory.isExhaustedHeap(new IllegalStateException(new RuntimeException(error))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cannot reserve 8192 bytes of direct buffer memory", "unable to create native thread"})
    void that_of_a_buffer_or_of_a_thread_does_not(String message) {
        assertThat(OutOfMemory.isExhaustedHeap(new OutOfMemoryError(message))).isFalse();
        assertThat(OutOfMemory.isExhaustedHeap(new OutOfMemoryError())).isFalse();
        assertThat(OutOfMemory.isExhaustedHeap(new IllegalStateException("Java heap space")))
                .isFalse();
    }

    @Test
    void causes_in_a_circle_have_an_end() {
        RuntimeException first = new RuntimeException();
        first.initCause(new RuntimeException(first));

        assertThat(OutOfMemory.isExhaustedHeap(first)).isFalse();
    }

    @Test
    void nothing_happens_in_a_process_that_has_not_asked_for_it() {
        assertThatCode(() -> OutOfMemory.check(new OutOfMemoryError("Java heap space")))
                .doesNotThrowAnyException();
    }
}
