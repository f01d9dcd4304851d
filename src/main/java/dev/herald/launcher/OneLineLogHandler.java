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
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Writes each log record to standard error on one line: time, level, logger, message. A stack trace follows if the level is WARNING or
 * higher; otherwise the exception is on the same line.
 *
 * <p>Loggers of others than Herald are limited to WARNING and higher, because the container lowers some levels after it has read
 * logging.properties. Records about a connection that its client has closed are dropped, because clients can cause them at will. A record
 * of an {@link OutOfMemoryError} ends the process.
 */
public final class OneLineLogHandler extends StreamHandler {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    /** Messages of the JDK and the container about a connection that its client has closed. */
    private static final List<String> CLOSED_BY_CLIENT = List.of(
            "IOException: Connection is closed", "IOException: Broken pipe", "IOException: Connection reset by peer");

    /** Called by the log manager, which reads the name of this class in logging.properties. */
    public OneLineLogHandler() {
        this(System.err);
    }

    OneLineLogHandler(PrintStream error) {
        super(error, new Line(ZoneId.systemDefault()));
        setLevel(Level.ALL);
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        boolean relevant = logger.startsWith("dev.herald.")
                || (record.getLevel().intValue() >= Level.WARNING.intValue() && !isClosedByClient(record));
        // After a failed start the launcher prints the reason; the container's messages about it are noise.
        return relevant && super.isLoggable(record) && System.getProperty(StartupSignals.FAILURE) == null;
    }

    private boolean isClosedByClient(LogRecord record) {
        String message = getFormatter().formatMessage(record) + ' ' + record.getThrown();
        return CLOSED_BY_CLIENT.stream().anyMatch(message::contains);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        OutOfMemory.check(record.getThrown());
        super.publish(record);
        flush();
    }

    /** Leaves standard error open. */
    @Override
    public synchronized void close() {
        flush();
    }

    static final class Line extends Formatter {

        private final ZoneId zone;

        Line(ZoneId zone) {
            this.zone = zone;
        }

        /** Replaces control characters, which a terminal would interpret: some messages quote input of clients. */
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
