package dev.herald.bittorrent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    /** A number from 0 to 255 without leading zeros. */
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

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
        int tail = text.lastIndexOf(':') + 1;
        if (tail > 0 && text.indexOf('.', tail) < 0) {
            return ipv6(text);
        }
        long quad = ipv4(text.substring(tail));
        if (quad < 0) {
            return Optional.empty();
        }
        return tail == 0
                ? Optional.of(Address.ofIpv4((int) quad))
                : ipv6(text.substring(0, tail) + Long.toHexString(quad >>> 16) + ":" + Long.toHexString(quad & 0xffff));
    }

    /** The 32 bits of a dotted quad, or -1. */
    private static long ipv4(String text) {
        if (!QUAD.matcher(text).matches()) {
            return -1;
        }
        long bits = 0;
        for (String octet : text.split("\\.", -1)) {
            bits = bits << 8 | Integer.parseInt(octet);
        }
        return bits;
    }

    private static Optional<Address> ipv6(String text) {
        int gap = text.indexOf("::");
        List<String> groups = new ArrayList<>(split(gap < 0 ? text : text.substring(0, gap)));
        if (gap >= 0) {
            List<String> after = split(text.substring(gap + 2));
            int zeros = GROUPS - groups.size() - after.size();
            groups.addAll(Collections.nCopies(Math.max(zeros, 1), "0"));
            groups.addAll(after);
        }
        if (groups.size() != GROUPS
                || !groups.stream().allMatch(group -> GROUP.matcher(group).matches())) {
            return Optional.empty();
        }
        long[] words = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            words[i / 4] = words[i / 4] << 16 | Integer.parseInt(groups.get(i), 16);
        }
        return Optional.of(new Address(words[0], words[1]));
    }

    private static List<String> split(String groups) {
        return groups.isEmpty() ? List.of() : List.of(groups.split(":", -1));
    }
}
