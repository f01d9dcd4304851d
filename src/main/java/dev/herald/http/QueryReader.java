package dev.herald.http;

import dev.herald.bittorrent.Parameter;
import dev.herald.bittorrent.PercentEncoding;
import java.nio.charset.StandardCharsets;

/**
 * Iterates over the parameters of a raw query and decodes their values in place, without a copy or a map. Never throws.
 *
 * <p>The query is still percent-encoded, one character for each byte (ISO-8859-1). It is never decoded to text, which would destroy info
 * hashes, and each value is decoded exactly once.
 */
final class QueryReader {

    /** A number that is absent, empty or has an invalid escape. */
    static final long MISSING = -1;

    /** A number below zero. */
    static final long NEGATIVE = -2;

    /** A number that has other characters than decimal digits. */
    static final long INVALID = -3;

    /** A percent sign without two hexadecimal digits. */
    static final int INVALID_ESCAPE = -2;

    /** The end of a name or value. */
    private static final int END = -1;

    private final String query;
    private final boolean plusIsSpace;

    /** Most queries have no question mark, and their only separator is the ampersand. */
    private final boolean hasQuestionMark;

    private int nameStart;
    private int nameEnd;
    private boolean escapedName;
    private int valueStart;
    private int valueEnd = -1;

    /** The position and the end of {@link #read}. */
    private int index;

    private int end;

    /**
     * Creates a reader before the first parameter.
     *
     * @param plusIsSpace whether {@code +} is decoded to a space
     */
    QueryReader(String query, boolean plusIsSpace) {
        this.query = query;
        this.plusIsSpace = plusIsSpace;
        this.hasQuestionMark = query.indexOf('?') >= 0;
    }

    /** Moves to the next parameter that is not empty; false if there is none. */
    boolean next() {
        while (valueEnd < query.length()) {
            nameStart = valueEnd + 1;
            valueEnd = nextSeparator(nameStart);
            if (valueEnd > nameStart) {
                findNameEnd();
                valueStart = Math.min(nameEnd + 1, valueEnd);
                return true;
            }
        }
        return false;
    }

    private int nextSeparator(int from) {
        if (hasQuestionMark) {
            return Parameter.nextSeparator(query, from);
        }
        int ampersand = query.indexOf('&', from);
        return ampersand < 0 ? query.length() : ampersand;
    }

    private void findNameEnd() {
        escapedName = false;
        nameEnd = nameStart;
        while (nameEnd < valueEnd && query.charAt(nameEnd) != '=') {
            escapedName |= query.charAt(nameEnd) == '%' || query.charAt(nameEnd) == '+';
            nameEnd++;
        }
    }

    /** The current parameter. */
    Parameter parameter() {
        if (!escapedName) {
            return Parameter.at(query, nameStart, nameEnd);
        }
        for (Parameter parameter : Parameter.known()) {
            if (equals(nameStart, nameEnd, parameter.text())) {
                return parameter;
            }
        }
        return Parameter.OTHER;
    }

    /** Whether the value is this text of ASCII characters. */
    boolean valueIs(String text) {
        return equals(valueStart, valueEnd, text);
    }

    /** The decoded value, one character for each byte; empty if it has an invalid escape. */
    String text() {
        byte[] bytes = new byte[valueEnd - valueStart];
        return new String(bytes, 0, Math.max(value(bytes), 0), StandardCharsets.ISO_8859_1);
    }

    /**
     * Decodes the value into {@code target}.
     *
     * @return the length of the value, which may exceed that of {@code target}, or {@link #INVALID_ESCAPE}
     */
    int value(byte[] target) {
        int length = 0;
        start(valueStart, valueEnd);
        for (int octet = read(); octet != END; octet = read()) {
            if (octet == INVALID_ESCAPE) {
                return INVALID_ESCAPE;
            }
            if (length < target.length) {
                target[length] = (byte) octet;
            }
            length++;
        }
        return length;
    }

    /** The value as a decimal number, at most 2^63-1, or {@link #MISSING}, {@link #NEGATIVE} or {@link #INVALID}. */
    long number() {
        if (valueStart == valueEnd) {
            return MISSING;
        }
        boolean negative = false;
        boolean valid = true;
        long number = -1;
        start(valueStart, valueEnd);
        for (int octet = read(); octet != END; octet = read()) {
            if (octet == INVALID_ESCAPE) {
                return MISSING;
            }
            if (octet >= '0' && octet <= '9') {
                number = append(Math.max(number, 0), octet - '0');
            } else if (octet == '-' && !negative && number < 0) {
                negative = true;
            } else {
                valid = false;
            }
        }
        if (!valid || number < 0) {
            return INVALID;
        }
        return negative ? NEGATIVE : number;
    }

    private static long append(long number, int digit) {
        return number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
    }

    private boolean equals(int from, int to, String text) {
        start(from, to);
        for (int i = 0; i < text.length(); i++) {
            if (read() != text.charAt(i)) {
                return false;
            }
        }
        return read() == END;
    }

    private void start(int from, int to) {
        index = from;
        end = to;
    }

    /** The next byte, decoded: 0 to 255, or {@link #END} or {@link #INVALID_ESCAPE}. */
    private int read() {
        if (index >= end) {
            return END;
        }
        char octet = query.charAt(index++);
        if (octet == '+') {
            return plusIsSpace ? ' ' : '+';
        }
        if (octet != '%') {
            return octet & 0xff;
        }
        int decoded = PercentEncoding.octet(query, index, end);
        index += 2;
        return decoded < 0 ? INVALID_ESCAPE : decoded;
    }
}
