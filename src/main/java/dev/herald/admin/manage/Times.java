package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.registry.Entry;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of times in this API: RFC 3339, in whole seconds. */
final class Times {

    /** The last second of the year 9999, the last one that RFC 3339 can express. */
    static final long MAX = 253_402_300_799L;

    /** RFC 3339 is stricter than Java: seconds are required, and an offset has hours and minutes. */
    private static final Pattern FORMAT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private Times() {}

    /** {@code 2027-01-01T00:00:00Z} for a second since 1970; later ones are shown as {@link #MAX}. */
    static String text(long second) {
        return Instant.ofEpochSecond(Math.min(second, MAX)).toString();
    }

    /** The JSON form of a second since 1970; null for {@link Entry#FOREVER}. */
    static JsonValue json(long second) {
        return second == Entry.FOREVER ? JsonValue.NULL : Json.createValue(text(second));
    }

    /**
     * The time value of a member in seconds since 1970; {@code absent} if there is none.
     *
     * @throws ApiException with 422 if the value is no time
     */
    static long of(JsonObjectReader members, String name, long absent) {
        return members.text(name)
                .map(text -> parse(text)
                        .orElseThrow(() -> ApiException.unacceptable(
                                name, name + " must be a time such as 2027-01-01T00:00:00Z, from 1970 to 9999")))
                .orElse(absent);
    }

    /** The second since 1970, from 0 to {@link #MAX}, without fractions. Empty for anything else. */
    static Optional<Long> parse(String text) {
        if (!FORMAT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long second = OffsetDateTime.parse(text).toEpochSecond();
            return second < 0 || second > MAX ? Optional.empty() : Optional.of(second);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
