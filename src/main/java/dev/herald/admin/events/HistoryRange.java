package dev.herald.admin.events;

import java.util.List;

/** The spans of time of the history, each with its own resolution. */
public enum HistoryRange {
    HOUR(1, 3600),
    DAY(60, 1440),
    MONTH(3600, 720);

    /** The names in the API. */
    public static final List<String> NAMES = List.of("hour", "day", "month");

    private final int stepSeconds;
    private final int rows;

    HistoryRange(int stepSeconds, int rows) {
        this.stepSeconds = stepSeconds;
        this.rows = rows;
    }

    /** The seconds that one value is the average of. */
    public int stepSeconds() {
        return stepSeconds;
    }

    /** The number of values. */
    public int rows() {
        return rows;
    }

    /** The second of the last value that is complete at {@code second}. */
    long last(long second) {
        return second - Math.floorMod(second, (long) stepSeconds);
    }

    /** The second of the first value. */
    long first(long second) {
        return last(second) - (rows - 1L) * stepSeconds;
    }
}
