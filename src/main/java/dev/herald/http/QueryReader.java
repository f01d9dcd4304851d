package dev.herald.http;

import java.util.Arrays;

/**
 * Walks through a raw query, name by name, and decodes each value where it stands: nothing is copied, nothing is put into a
 * map, and no input makes it throw.
 *
 * <p>The query is as it came over the wire, still percent-encoded, one character for each byte (ISO 8859-1). Whatever decodes
 * to real characters destroys hashes, which are bytes. A value is percent-decoded exactly once.
 */
final class QueryReader {

    /** The value has ended. */
    static final int END = -1;

    /** A percent sign without two hexadecimal digits. */
    static final int BAD_ESCAPE = -2;

    /** No number: the value is absent or empty or has a bad escape. */
    static final long MISSING = -1;

    /** A number below zero. */
    static final long NEGATIVE = -2;

    /** Something else than decimal digits. */
    static final long INVALID = -3;

    private static final Parameter[] KNOWN = Arrays.copyOf(Parameter.values(), Parameter.OTHER.ordinal());

    private final String query;
    private final int end;
    private final boolean plusIsSpace;
    private int nameFrom;
    private int nameTo;
    private boolean plainName;
    private int valueFrom;
    private int valueTo;
    private int at;
    private int stop;

    /** Reads what stands behind the first question mark. */
    QueryReader(String query, boolean plusIsSpace) {
        this.query = query;
        this.end = query.length();
        this.plusIsSpace = plusIsSpace;
        this.valueTo = -1;
    }

    /** Goes on to the next piece that is not empty; false if there is none. */
    boolean next() {
        while (valueTo < end) {
            nameFrom = valueTo + 1;
            valueTo = nameFrom;
            nameTo = -1;
            plainName = true;
            while (valueTo < end && !separates(valueTo)) {
                if (nameTo < 0) {
                    char octet = query.charAt(valueTo);
                    nameTo = octet == '=' ? valueTo : -1;
                    plainName &= octet != '%' && octet != '+';
                }
                valueTo++;
            }
            nameTo = nameTo < 0 ? valueTo : nameTo;
            valueFrom = Math.min(nameTo + 1, valueTo);
            if (valueTo > nameFrom) {
                return true;
            }
        }
        return false;
    }

    /**
     * A question mark separates too if a known name and an equals sign follow: some clients append {@code ?info_hash=} to
     * an announce URL that has a query already.
     */
    private boolean separates(int index) {
        char octet = query.charAt(index);
        return octet == '&' || (octet == '?' && knownNameAt(index + 1));
    }

    private boolean knownNameAt(int from) {
        for (Parameter parameter : KNOWN) {
            String text = parameter.text();
            int equals = from + text.length();
            if (equals < end && query.charAt(equals) == '=' && query.startsWith(text, from)) {
                return true;
            }
        }
        return false;
    }

    /** Which parameter this piece is. */
    Parameter parameter() {
        return plainName ? plainParameter() : escapedParameter();
    }

    private Parameter plainParameter() {
        int length = nameTo - nameFrom;
        for (Parameter parameter : KNOWN) {
            if (parameter.text().length() == length && query.startsWith(parameter.text(), nameFrom)) {
                return parameter;
            }
        }
        return Parameter.OTHER;
    }

    private Parameter escapedParameter() {
        for (Parameter parameter : KNOWN) {
            at = nameFrom;
            stop = nameTo;
            if (reads(parameter.text())) {
                return parameter;
            }
        }
        return Parameter.OTHER;
    }

    /** Whether the value is this text, bytes of which are below 0x80. */
    boolean valueIs(String text) {
        startValue();
        return reads(text);
    }

    /** Whether the value is this lower-case text, in letters of either case. */
    boolean valueIsIgnoringCase(String text) {
        startValue();
        for (int i = 0; i < text.length(); i++) {
            int octet = read();
            int lower = octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
            if (lower != text.charAt(i)) {
                return false;
            }
        }
        return read() == END;
    }

    /**
     * Decodes the value into {@code target}.
     *
     * @return how many bytes the value has, perhaps more than {@code target} could take, or {@link #BAD_ESCAPE}
     */
    int value(byte[] target) {
        startValue();
        int length = 0;
        for (int octet = read(); octet != END; octet = read()) {
            if (octet == BAD_ESCAPE) {
                return BAD_ESCAPE;
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
        startValue();
        boolean empty = at == stop;
        boolean negative = false;
        boolean valid = true;
        long number = -1;
        for (int octet = read(); octet != END; octet = read()) {
            if (octet == BAD_ESCAPE) {
                return MISSING;
            }
            if (octet >= '0' && octet <= '9') {
                number = appended(Math.max(number, 0), octet - '0');
            } else if (octet == '-' && !negative && number < 0) {
                negative = true;
            } else {
                valid = false;
            }
        }
        if (empty) {
            return MISSING;
        }
        if (!valid || number < 0) {
            return INVALID;
        }
        return negative ? NEGATIVE : number;
    }

    private static long appended(long number, int digit) {
        return number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
    }

    private void startValue() {
        at = valueFrom;
        stop = valueTo;
    }

    private boolean reads(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (read() != text.charAt(i)) {
                return false;
            }
        }
        return read() == END;
    }

    /** The next byte, decoded: 0 to 255, or {@link #END} or {@link #BAD_ESCAPE}. */
    private int read() {
        if (at >= stop) {
            return END;
        }
        char octet = query.charAt(at++);
        if (octet == '+') {
            return plusIsSpace ? ' ' : '+';
        }
        if (octet != '%') {
            return octet & 0xff;
        }
        if (stop - at < 2) {
            at = stop;
            return BAD_ESCAPE;
        }
        int high = digit(query.charAt(at));
        int low = digit(query.charAt(at + 1));
        at += 2;
        return high < 0 || low < 0 ? BAD_ESCAPE : (high << 4) | low;
    }

    private static int digit(char octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
