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
    void an_exhausted_heap_is_recognized_also_as_a_cause(String message) {
        OutOfMemoryError error = new OutOfMemoryError(message);

        assertThat(OutOfMemory.isExhaustedHeap(error)).isTrue();
        assertThat(OutOfMemory.isExhaustedHeap(new IllegalStateException(new RuntimeException(error))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cannot reserve 8192 bytes of direct buffer memory", "unable to create native thread"})
    void an_OutOfMemoryError_of_a_buffer_or_thread_is_ignored(String message) {
        assertThat(OutOfMemory.isExhaustedHeap(new OutOfMemoryError(message))).isFalse();
        assertThat(OutOfMemory.isExhaustedHeap(new OutOfMemoryError())).isFalse();
        assertThat(OutOfMemory.isExhaustedHeap(new IllegalStateException("Java heap space")))
                .isFalse();
    }

    @Test
    void a_cycle_of_causes_ends() {
        RuntimeException first = new RuntimeException();
        first.initCause(new RuntimeException(first));

        assertThat(OutOfMemory.isExhaustedHeap(first)).isFalse();
    }

    @Test
    void the_check_is_disabled_by_default() {
        assertThatCode(() -> OutOfMemory.check(new OutOfMemoryError("Java heap space")))
                .doesNotThrowAnyException();
    }
}
