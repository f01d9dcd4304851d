package dev.herald.bittorrent;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The 20 bytes that identify a torrent: the SHA-1 of its info dictionary (BEP 3), or the first 20 bytes of the SHA-256 (BEP 52).
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {

    /** Length on the wire, in bytes. */
    public static final int BYTES = 20;

    /**
     * Reads {@value #BYTES} bytes.
     *
     * @throws IndexOutOfBoundsException if fewer than {@value #BYTES} bytes follow {@code offset}
     */
    public static InfoHash of(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
        return new InfoHash(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /**
     * Reads 40 hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if {@code hex} is anything else
     */
    public static InfoHash ofHex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("info hash must be " + BYTES + " bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** Parses 40 hexadecimal digits of either case; empty for anything else. Never throws. */
    public static Optional<InfoHash> parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            return Optional.empty();
        }
        for (int i = 0; i < hex.length(); i++) {
            if (!HexFormat.isHexDigit(hex.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(ofHex(hex));
    }

    /** Writes the {@value #BYTES} bytes at {@code offset}. */
    public void write(byte[] target, int offset) {
        ByteBuffer.wrap(target, offset, BYTES).putLong(high).putLong(middle).putInt(low);
    }

    /** The order of unsigned bytes, which is that of bencoded dictionary keys (BEP 3). */
    @Override
    public int compareTo(InfoHash other) {
        int order = Long.compareUnsigned(high, other.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle, other.middle);
        }
        return order == 0 ? Integer.compareUnsigned(low, other.low) : order;
    }

    /** 40 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
    }
}
