package dev.herald.launcher;

import dev.herald.config.StartupSignals;
import dev.herald.metrics.OutOfMemory;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Writes each log record on one line of standard error: time, level, logger, message. From WARNING up the stack trace follows;
 * below, the cause is named on the same line.
 *
 * <p>Of other loggers than Herald's, only warnings and worse are written: the container raises some levels by itself after it
 * has read logging.properties. That a client has left before its answer is no warning, as clients do so at will. A record of an
 * exhausted heap ends the process.
 */
public final class OneLineLogHandler extends Handler {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    /** What Java and the container's server say of a connection whose other end has left. */
    private static final List<String> LEFT = List.of(
            "IOException: Connection is closed", "IOException: Broken pipe", "IOException: Connection reset by peer");

    private final PrintStream error;

    /** Made by the log manager, by its name in logging.properties. */
    public OneLineLogHandler() {
        this(System.err);
    }

    OneLineLogHandler(PrintStream error) {
        this.error = error;
        setFormatter(new Line(ZoneId.systemDefault()));
        setLevel(Level.ALL);
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        boolean wanted = logger.startsWith("dev.herald.")
                || (record.getLevel().intValue() >= Level.WARNING.intValue() && !tellsOfOneWhoLeft(record));
        // Once the application has said why it cannot start, the launcher says it, and the container's view of it is
        // noise.
        return wanted && super.isLoggable(record) && System.getProperty(StartupSignals.FAILURE) == null;
    }

    private boolean tellsOfOneWhoLeft(LogRecord record) {
        String said = getFormatter().formatMessage(record) + ' ' + record.getThrown();
        return LEFT.stream().anyMatch(said::contains);
    }

    @Override
    public void publish(LogRecord record) {
        OutOfMemory.check(record.getThrown());
        if (!isLoggable(record)) {
            return;
        }
        try {
            error.print(getFormatter().format(record));
        } catch (RuntimeException e) {
            reportError(null, e, ErrorManager.FORMAT_FAILURE);
        }
    }

    @Override
    public void flush() {
        error.flush();
    }

    /** Standard error is not ours to close. */
    @Override
    public void close() {
        flush();
    }

    /** The form of a line. */
    static final class Line extends Formatter {

        private final ZoneId zone;

        Line(ZoneId zone) {
            this.zone = zone;
        }

        /** Without what a terminal takes for a command: some messages quote what strangers have sent. */
        @Override
        public String format(LogRecord record) {
            return text(record).replaceAll("\\r(?!\\n)|[\\p{Cc}&&[^\\r\\n\\t]]", "?");
        }

        private String text(LogRecord record) {
            StringBuilder line = new StringBuilder(160)
                    .append(TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochMilli(record.getMillis()), zone)))
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(record.getLoggerName())
                    .append(' ')
                    .append(oneLine(String.valueOf(formatMessage(record))));
            Throwable thrown = record.getThrown();
            if (thrown == null) {
                return line.append('\n').toString();
            }
            line.append(": ").append(oneLine(thrown.toString())).append('\n');
            if (record.getLevel().intValue() < Level.WARNING.intValue()) {
                return line.toString();
            }
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            return line.append(trace).toString();
        }

        private static String oneLine(String text) {
            return text.strip().replaceAll("\\s*\\R\\s*", " ");
        }
    }
}
