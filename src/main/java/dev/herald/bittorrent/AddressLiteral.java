package dev.herald.bittorrent;

import java.util.Optional;

/**
 * Reads IP addresses as text: dotted quads, and IPv6 with {@code ::} and an embedded quad (RFC 4291 section 2.2). No name is
 * ever resolved, and no zone, port or bracket is accepted.
 */
final class AddressLiteral {

    private static final int GROUPS = 8;

    private AddressLiteral() {}

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
            return groups(text, groups, true) == GROUPS ? Optional.of(address(groups)) : Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int before = groups(text.substring(0, gap), groups, false);
        int after = groups(text.substring(gap + 2), tail, true);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(address(groups));
    }

    /** Reads colon-separated groups, the last of which may be a dotted quad at the end of the text; returns how many, or -1. */
    private static int groups(String text, int[] target, boolean atEnd) {
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

    /** The number in that part of the text, or -1 if it is empty, too long or has other characters. */
    private static int number(String text, int start, int end, int mostDigits, int radix) {
        if (start >= end || end - start > mostDigits) {
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
