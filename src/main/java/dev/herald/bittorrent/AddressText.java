package dev.herald.bittorrent;

/**
 * Writes IP addresses as text: dotted quads, and IPv6 in lower case with the longest run of zero groups shortened (RFC 5952
 * section 4). It goes from bytes to bytes because answers name many peers, and nothing may be allocated for each.
 */
public final class AddressText {

    /** The most bytes that the text of an address has. */
    public static final int MOST_BYTES = 39;

    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * Writes the text of the address that stands at {@code wireOffset} of {@code wire}.
     *
     * @param target has room for {@value #MOST_BYTES} bytes from {@code offset}
     * @return where the text ends in {@code target}
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
}
