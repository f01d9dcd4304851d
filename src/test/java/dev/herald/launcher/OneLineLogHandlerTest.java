package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OneLineLogHandlerTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final OneLineLogHandler lines =
            new OneLineLogHandler(new PrintStream(written, true, StandardCharsets.UTF_8));

    @Test
    void a_record_is_one_line_of_time_level_logger_and_message() {
        LogRecord record = record(Level.INFO, "dev.herald.udp.UdpServer", "bound\n to {0}");
        record.setParameters(new Object[] {"[::]:6969"});

        lines.publish(record);

        assertThat(text()).matches("2026-11-2\\dT\\S+ INFO dev\\.herald\\.udp\\.UdpServer bound to \\[::]:6969\n");
    }

    @Test
    void an_exception_at_INFO_is_on_the_same_line() {
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

    /** Messages, stack traces and causes quote input of clients. */
    @Test
    void control_characters_are_replaced() {
        LogRecord record = record(Level.WARNING, "org.example", "said \u001b[2Jgone\u009b");
        record.setThrown(new IllegalStateException("said \u0007\rgone"));

        lines.publish(record);

        assertThat(text())
                .contains("said ?[2Jgone?: java.lang.IllegalStateException: said ? gone\n", "Exception: said ??gone\n")
                .contains("\tat dev.herald")
                .doesNotContainPattern("[\\p{Cc}&&[^\\r\\n\\t]]|\r(?!\n)");
    }

    @Test
    void records_of_the_container_below_WARNING_are_dropped() {
        lines.publish(record(Level.INFO, "jakarta.enterprise.web", "Created HTTP listener"));
        lines.publish(record(Level.INFO, null, "nameless"));

        assertThat(text()).isEmpty();
    }

    @Test
    void records_about_connections_closed_by_clients_are_dropped() {
        LogRecord thrown = record(Level.SEVERE, "org.glassfish.jersey.server.ServerRuntime$Responder", "cannot commit");
        thrown.setThrown(new UncheckedIOException(new IOException("Connection is closed")));
        lines.publish(thrown);
        LogRecord told = record(Level.WARNING, "jakarta.enterprise.web", "error page: {0}");
        told.setParameters(new Object[] {"java.io.IOException: Broken pipe\n\tat some.place"});
        lines.publish(told);
        assertThat(text()).isEmpty();

        LogRecord herald = record(Level.WARNING, "dev.herald.app.DatabaseMaintenance", "the database is away");
        herald.setThrown(new IOException("Connection reset by peer"));
        lines.publish(herald);
        assertThat(text()).contains("the database is away");
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
