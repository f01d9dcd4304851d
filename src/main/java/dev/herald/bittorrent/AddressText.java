package dev.herald.bittorrent;

import java.util.Optional;

/**
 * The text of IP addresses: dotted quads and IPv6. Writes the form of RFC 5952 section 4, from bytes to bytes, because answers have many
 * peers and nothing may be allocated for each. Parses RFC 4291 section 2.2 without zone, port or brackets, and never resolves a name.
 *
 * <p>The JDK's {@code InetAddress.getByName} is no replacement: it accepts more forms, may resolve a name and throws.
 */
public final class AddressText {

    /** The greatest length of the text of an address. */
    public static final int MAX_BYTES = 39;

    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * Writes the text of the address at {@code wireOffset} of {@code wire}.
     *
     * @param target has at least {@value #MAX_BYTES} bytes from {@code offset} on
     * @return the end of the text in {@code target}
     */
    public static int write(Family family, byte[] wire, int wireOffset, byte[] target, int offset) {
        return family == Family.IPV4
                ? quad(wire, wireOffset, target, offset)
                : groups(wire, wireOffset, target, offset);
    }

    private static int quad(byte[] wire, int from, byte[] target, int offset) {
        int at = offset;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                target[at++] = '.';
            }
            int value = wire[from + i] & 0xff;
            if (value >= 100) {
                target[at++] = (byte) ('0' + value / 100);
            }
            if (value >= 10) {
                target[at++] = (byte) ('0' + value / 10 % 10);
            }
            target[at++] = (byte) ('0' + value % 10);
        }
        return at;
    }

    private static int groups(byte[] wire, int from, byte[] target, int offset) {
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeros(wire, from, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        int at = offset;
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                target[at++] = ':';
                target[at++] = ':';
                i += runLength - 1;
                continue;
            }
            if (at > offset && target[at - 1] != ':') {
                target[at++] = ':';
            }
            at = hex(group(wire, from, i), target, at);
        }
        return at;
    }

    private static int zeros(byte[] wire, int from, int first) {
        int length = 0;
        while (first + length < GROUPS && group(wire, from, first + length) == 0) {
            length++;
        }
        return length;
    }

    private static int group(byte[] wire, int from, int index) {
        return ((wire[from + 2 * index] & 0xff) << 8) | (wire[from + 2 * index + 1] & 0xff);
    }

    private static int hex(int group, byte[] target, int offset) {
        int at = offset;
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (group >>> shift != 0 || shift == 0) {
                target[at++] = (byte) Character.forDigit((group >>> shift) & 15, 16);
            }
        }
        return at;
    }

    static Optional<Address> parse(String text) {
        if (text.indexOf(':') >= 0) {
            return ipv6(text);
        }
        long bits = ipv4(text);
        return bits < 0 ? Optional.empty() : Optional.of(Address.ofIpv4((int) bits));
    }

    /** The 32 bits of a dotted quad, or -1. */
    private static long ipv4(String text) {
        long bits = 0;
        int parts = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            int value = number(text, start, end, 3, 10);
            boolean leadingZero = end - start > 1 && text.charAt(start) == '0';
            if (value < 0 || value > 255 || leadingZero || ++parts > 4) {
                return -1;
            }
            bits = (bits << 8) | value;
            start = end + 1;
        }
        return parts == 4 ? bits : -1;
    }

    private static Optional<Address> ipv6(String text) {
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return parseGroups(text, groups, true) == GROUPS ? Optional.of(address(groups)) : Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int before = parseGroups(text.substring(0, gap), groups, false);
        int after = parseGroups(text.substring(gap + 2), tail, true);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(address(groups));
    }

    /** Parses colon-separated groups, of which the last may be a dotted quad at the end of the text; returns their number, or -1. */
    private static int parseGroups(String text, int[] target, boolean atEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            boolean quad = atEnd && colon < 0 && text.indexOf('.', start) >= 0;
            if (count + (quad ? 2 : 1) > GROUPS) {
                return -1;
            }
            long value = quad ? ipv4(text.substring(start)) : number(text, start, end, 4, 16);
            if (value < 0) {
                return -1;
            }
            if (quad) {
                target[count++] = (int) (value >>> 16);
            }
            target[count++] = (int) value & 0xffff;
            start = end + 1;
        }
        return count;
    }

    /** The number in {@code [start, end)}, or -1 if it is empty, too long or has other characters. */
    private static int number(String text, int start, int end, int maxDigits, int radix) {
        if (start >= end || end - start > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static Address address(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = (high << 16) | groups[i];
            low = (low << 16) | groups[i + 4];
        }
        return new Address(high, low);
    }
}
