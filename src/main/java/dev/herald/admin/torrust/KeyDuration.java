package dev.herald.admin.torrust;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** For how long a key shall be valid, as clients write it: a whole number of seconds of 64 bits without a sign. */
final class KeyDuration {

    /** 3168 years: what ends later may lie behind the year 9999, which has no place in the texts of the API. */
    private static final BigInteger MOST = BigInteger.valueOf(99_999_999_999L);

    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1,100}");
    private static final int BITS = 64;

    private KeyDuration() {}

    /** Whether {@code text} is such a number. */
    static boolean fits(String text) {
        return DIGITS.matcher(text).matches() && new BigInteger(text).bitLength() <= BITS;
    }

    /**
     * When so many seconds will have passed; empty if that is too far away.
     *
     * @param text one that {@linkplain #fits fits}
     */
    static Optional<Instant> after(Instant now, String text) {
        BigInteger seconds = new BigInteger(text);
        return seconds.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(now.plusSeconds(seconds.longValueExact()));
    }
}
