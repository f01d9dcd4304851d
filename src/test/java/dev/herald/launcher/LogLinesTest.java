package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogLinesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogLines lines = new LogLines(new PrintStream(written, true, StandardCharsets.UTF_8));

    @Test
    void a_record_is_one_line_of_time_level_logger_and_message() {
        LogRecord record = record(Level.INFO, "dev.herald.udp.UdpServer", "bound\n to {0}");
        record.setParameters(new Object[] {"[::]:6969"});

        lines.publish(record);

        assertThat(text()).matches("2026-11-2\\dT\\S+ INFO dev\\.herald\\.udp\\.UdpServer bound to \\[::]:6969\n");
    }

    @Test
    void up_to_INFO_a_cause_is_named_on_the_same_line() {
        LogRecord record = record(Level.INFO, "dev.herald.app.Lifecycle", "left out");
        record.setThrown(new IllegalStateException("no\nway"));

        lines.publish(record);

        assertThat(text())
                .endsWith("left out: java.lang.IllegalStateException: no way\n")
                .hasLineCount(1);
    }

    @Test
    void a_warning_shows_its_stack_trace() {
        LogRecord record = record(Level.WARNING, "org.example", "broken");
        record.setThrown(new IllegalStateException("no way"));

        lines.publish(record);

        assertThat(text())
                .contains("broken: java.lang.IllegalStateException: no way\n")
                .contains("\tat " + "dev.herald");
    }

    @Test
    void the_container_is_heard_from_WARNING_up_only() {
        lines.publish(record(Level.INFO, "jakarta.enterprise.web", "Created HTTP listener"));
        lines.publish(record(Level.INFO, null, "nameless"));

        assertThat(text()).isEmpty();
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static LogRecord record(Level level, String logger, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setInstant(Instant.parse("2026-11-22T12:00:00Z"));
        record.setLoggerName(logger);
        return record;
    }
}
