package dev.herald.admin.manage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as the API writes and reads them: ISO 8601 with a zone, in whole seconds. */
final class Times {

    /** The last second of the year 9999, after which ISO 8601 needs an agreement. */
    static final long LAST = 253_402_300_799L;

    /** As RFC 3339 has it, which is less than Java reads: seconds are needed, and an offset has hours and minutes. */
    private static final Pattern FORM = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private Times() {}

    /** {@code 2027-01-01T00:00:00Z} for a second since 1970; what lies behind {@link #LAST} is shown as that. */
    static String text(long second) {
        return Instant.ofEpochSecond(Math.min(second, LAST)).toString();
    }

    /** The second since 1970, from 0 to {@link #LAST}; fractions are cut off. Empty for anything else. */
    static Optional<Long> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long second = OffsetDateTime.parse(text).toEpochSecond();
            return second < 0 || second > LAST ? Optional.empty() : Optional.of(second);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
