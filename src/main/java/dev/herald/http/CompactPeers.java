package dev.herald.http;

import java.util.Arrays;

/** Peers of one family, as they came from the swarm, in one array that grows; nothing is kept for each. */
final class CompactPeers {

    private static final byte[] NONE = {};

    /** Room for what most clients ask for, 50 peers of IPv4: seeders and leechers come apart. */
    private static final int FIRST_BYTES = 304;

    private byte[] bytes = NONE;
    private int length;

    void add(byte[] source, int offset, int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(length + count, 2 * length), FIRST_BYTES));
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** The bytes; those from {@link #length} on mean nothing. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
