package dev.herald.admin.torrust;

import dev.herald.admin.ApiException;
import dev.herald.admin.auth.QueryString;
import dev.herald.bittorrent.InfoHash;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the values of paths and queries, and rejects them with the texts that Torrust's contract compares. */
final class TorrustParameters {

    /** 3168 years: a later expiry could be after the year 9999, which the API cannot express. */
    private static final BigInteger MAX_SECONDS = BigInteger.valueOf(99_999_999_999L);

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern UNSIGNED = Pattern.compile("\\+?[0-9]+");
    private static final Pattern ALPHANUMERIC = Pattern.compile("[0-9A-Za-z]*");
    private static final int KEY_LENGTH = 32;

    /** The time to parse a number grows with the square of its length. */
    private static final int MAX_DIGITS = 100;

    private TorrustParameters() {}

    /**
     * The info hash of 40 hexadecimal digits.
     *
     * @throws ApiException if {@code text} is anything else
     */
    static InfoHash infoHash(String text) {
        if (!HEX.matcher(text).matches()) {
            throw ApiException.of(
                    400,
                    "Invalid URL: invalid infohash param: string \"" + text
                            + "\", expected a 40 character long string");
        }
        return InfoHash.ofHex(text);
    }

    /** Why {@code key} is none of Torrust's, which have 32 letters and digits; "" if it is one. */
    static String keyProblem(String key) {
        if (key.codePointCount(0, key.length()) != KEY_LENGTH) {
            return "Invalid key length. Key must be have 32 chars";
        }
        return ALPHANUMERIC.matcher(key).matches()
                ? ""
                : "Invalid chars for key. Key can only alphanumeric chars (0-9, a-z, A-Z)";
    }

    /** Whether {@code text} is an unsigned integer of 64 bits. */
    static boolean isSeconds(String text) {
        return text.length() <= MAX_DIGITS
                && UNSIGNED.matcher(text).matches()
                && new BigInteger(text).bitLength() <= Long.SIZE;
    }

    /**
     * The end of a key's validity; empty if it is too late.
     *
     * @param seconds duration for which {@link #isSeconds} is true
     */
    static Optional<Instant> expiry(Instant now, String seconds) {
        BigInteger duration = new BigInteger(seconds);
        return duration.compareTo(MAX_SECONDS) > 0
                ? Optional.empty()
                : Optional.of(now.plusSeconds(duration.longValueExact()));
    }

    /**
     * A query parameter as Rust parses an unsigned integer of 32 bits; {@code absent} if it is absent or empty.
     *
     * @throws ApiException if it is anything else
     */
    static long number(QueryString query, String name, long absent) {
        String text = query.first(name).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        if (!UNSIGNED.matcher(text).matches()) {
            throw ApiException.of(400, "Failed to deserialize query string: invalid digit found in string");
        }
        BigInteger number = new BigInteger(text);
        if (number.bitLength() > Integer.SIZE) {
            throw ApiException.of(400, "Failed to deserialize query string: number too large to fit in target type");
        }
        return number.longValue();
    }
}
