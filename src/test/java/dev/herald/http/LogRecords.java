package dev.herald.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs while this is open, which then goes nowhere else. */
public final class LogRecords extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LogRecords(Logger logger) {
        this.logger = logger;
    }

    /** Begins to listen. */
    public static LogRecords of(Class<?> type) {
        LogRecords records = new LogRecords(Logger.getLogger(type.getName()));
        records.logger.addHandler(records);
        records.logger.setUseParentHandlers(false);
        return records;
    }

    /** What all classes log, which goes on to the console, too. */
    public static LogRecords ofAll() {
        LogRecords records = new LogRecords(Logger.getLogger(""));
        records.logger.addHandler(records);
        return records;
    }

    /** All until now. */
    public List<LogRecord> records() {
        return records;
    }

    @Override
    public void publish(LogRecord logRecord) {
        records.add(logRecord);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
