package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.http.LogRecords;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class FaultLogTest {

    private final IllegalStateException failing = new IllegalStateException("thrown by a test");
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30));
    private final FaultLog faults = new FaultLog(now::get);

    /** The clock overflows, as {@link System#nanoTime} may. */
    @Test
    void an_internal_error_is_logged_once_a_minute_and_others_are_counted() {
        try (LogRecords log = LogRecords.of(FaultLog.class)) {
            assertThat(faults.log("This", failing)).isTrue();
            assertThat(faults.log("This", failing)).isFalse();
            now.addAndGet(TimeUnit.SECONDS.toNanos(59));
            assertThat(faults.log("That", failing)).isFalse();
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(faults.log("That", failing)).isTrue();
            now.addAndGet(TimeUnit.SECONDS.toNanos(61));
            assertThat(faults.log("That", failing)).isTrue();
            assertThat(log.records())
                    .extracting(LogRecord::getMessage)
                    .containsExactly(
                            "This failed; further failures are not logged for a minute",
                            "That failed, the last of 3; further failures are not logged for a minute",
                            "That failed; further failures are not logged for a minute");
        }
    }
}
