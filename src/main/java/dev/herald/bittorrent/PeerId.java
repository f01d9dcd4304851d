package dev.herald.bittorrent;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The 20 bytes that a client chooses for itself (BEP 3, BEP 20). They are public and can be forged, so they never identify a peer
 * without its endpoint.
 *
 * @param high bytes 0 to 7, big-endian
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record PeerId(long high, long middle, int low) {

    /** Length on the wire, in bytes. */
    public static final int BYTES = 20;

    /**
     * Reads {@value #BYTES} bytes.
     *
     * @throws IndexOutOfBoundsException if fewer than {@value #BYTES} bytes follow {@code offset}
     */
    public static PeerId of(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
        return new PeerId(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** Writes the {@value #BYTES} bytes at {@code offset}. */
    public void write(byte[] target, int offset) {
        ByteBuffer.wrap(target, offset, BYTES).putLong(high).putLong(middle).putInt(low);
    }

    /** 40 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
    }
}
