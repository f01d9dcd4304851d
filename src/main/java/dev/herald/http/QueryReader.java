package dev.herald.http;

import dev.herald.bittorrent.Parameter;

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

    /** As many digits as fit a long whatever they are. */
    private static final int SURE_DIGITS = 18;

    /** The value of each hexadecimal digit, -1 for what is none. */
    private static final byte[] DIGITS = digits();

    private final String query;
    private final int end;

    /** Whether there is a question mark, which may separate. */
    private final boolean asks;

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
        this.asks = query.indexOf('?') >= 0;
        this.plusIsSpace = plusIsSpace;
        this.valueTo = -1;
    }

    /** Goes on to the next piece that is not empty; false if there is none. */
    boolean next() {
        while (valueTo < end) {
            nameFrom = valueTo + 1;
            valueTo = separator(nameFrom);
            if (valueTo > nameFrom) {
                nameTo = nameEnd();
                valueFrom = Math.min(nameTo + 1, valueTo);
                return true;
            }
        }
        return false;
    }

    private int separator(int from) {
        if (asks) {
            return Parameter.nextSeparator(query, from);
        }
        int ampersand = query.indexOf('&', from);
        return ampersand < 0 ? end : ampersand;
    }

    private int nameEnd() {
        plainName = true;
        for (int at = nameFrom; at < valueTo; at++) {
            char octet = query.charAt(at);
            if (octet == '=') {
                return at;
            }
            plainName &= octet != '%' && octet != '+';
        }
        return valueTo;
    }

    /** Which parameter this piece is. */
    Parameter parameter() {
        return plainName ? Parameter.at(query, nameFrom, nameTo) : escapedParameter();
    }

    private Parameter escapedParameter() {
        for (Parameter parameter : Parameter.known()) {
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
        // The same as with read(), which would keep its place in the field for every byte of what is most of a query.
        int length = 0;
        int from = valueFrom;
        int to = valueTo;
        while (from < to) {
            int octet = query.charAt(from++) & 0xff;
            if (octet == '%') {
                octet = to - from < 2 ? BAD_ESCAPE : escaped(from);
                from += 2;
                if (octet < 0) {
                    return BAD_ESCAPE;
                }
            } else if (octet == '+' && plusIsSpace) {
                octet = ' ';
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
        int digits = valueTo - valueFrom;
        if (digits > 0 && digits <= SURE_DIGITS) {
            long number = 0;
            int from = valueFrom;
            int digit = 0;
            while (from < valueTo && digit >= 0 && digit <= 9) {
                digit = query.charAt(from++) - '0';
                number = number * 10 + digit;
            }
            if (digit >= 0 && digit <= 9) {
                return number;
            }
        }
        return unusualNumber();
    }

    private long unusualNumber() {
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
        at += 2;
        return escaped(at - 2);
    }

    /** The byte whose two digits stand there, or {@link #BAD_ESCAPE}. */
    private int escaped(int from) {
        int octet = DIGITS[query.charAt(from) & 0xff] << 4 | DIGITS[query.charAt(from + 1) & 0xff];
        return octet < 0 ? BAD_ESCAPE : octet;
    }

    private static byte[] digits() {
        byte[] digits = new byte[256];
        for (int octet = 0; octet < digits.length; octet++) {
            digits[octet] = (byte) (octet < 0x80 ? Character.digit(octet, 16) : -1);
        }
        return digits;
    }
}
