package dev.herald.admin.manage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as the API writes and reads them: ISO 8601 with a zone, in whole seconds. */
final class Times {

    /** The last second of the year 9999, after which ISO 8601 needs an agreement. */
    static final long LAST = 253_402_300_799L;

    private Times() {}

    /** {@code 2027-01-01T00:00:00Z} for a second since 1970; what lies behind {@link #LAST} is shown as that. */
    static String text(long second) {
        return Instant.ofEpochSecond(Math.min(second, LAST)).toString();
    }

    /** The second since 1970, from 0 to {@link #LAST}; fractions are cut off. Empty for anything else. */
    static Optional<Long> parse(String text) {
        try {
            long second = OffsetDateTime.parse(text).toEpochSecond();
            return second < 0 || second > LAST ? Optional.empty() : Optional.of(second);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
