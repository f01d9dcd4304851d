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
    private static final Pattern SECONDS = Pattern.compile("\\+?[0-9]{1,100}");
    private static final Pattern ALPHANUMERIC = Pattern.compile("[0-9A-Za-z]*");
    private static final int KEY_LENGTH = 32;
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final int UINT32_DIGITS = 10;
    private static final int UINT64_BITS = 64;

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
        return SECONDS.matcher(text).matches() && new BigInteger(text).bitLength() <= UINT64_BITS;
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
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (text.isEmpty()) {
            return absent;
        }
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.of(400, "Failed to deserialize query string: invalid digit found in string");
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        if (significant.length() > UINT32_DIGITS || Long.parseLong(significant) > MAX_UINT32) {
            throw ApiException.of(400, "Failed to deserialize query string: number too large to fit in target type");
        }
        return Long.parseLong(significant);
    }
}
