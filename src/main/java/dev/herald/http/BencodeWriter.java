package dev.herald.http;

import java.util.Arrays;

/**
 * A bencoded value under construction (BEP 3), in one array that grows. It writes what it is told: the caller closes what it
 * opens, and names the keys of a dictionary in the order of their bytes.
 */
final class BencodeWriter {

    private byte[] bytes;
    private int length;

    /** Room for {@code capacity} bytes at first. */
    BencodeWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes, in an array of exactly their length. */
    byte[] toBytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Opens a dictionary; {@link #end} closes it. */
    BencodeWriter dictionary() {
        return octet('d');
    }

    /** Opens a list; {@link #end} closes it. */
    BencodeWriter list() {
        return octet('l');
    }

    /** Closes a dictionary or a list. */
    BencodeWriter end() {
        return octet('e');
    }

    /** A string, perhaps a key, of characters below 0x80. */
    BencodeWriter text(String ascii) {
        int count = ascii.length();
        startString(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** What {@link #text} makes of a text, for {@link #key}. */
    static byte[] encoded(String ascii) {
        return new BencodeWriter(ascii.length() + 12).text(ascii).toBytes();
    }

    /** A text that was {@link #encoded} before. */
    BencodeWriter key(byte[] encoded) {
        return raw(encoded, 0, encoded.length);
    }

    /** A string of {@code count} bytes. */
    BencodeWriter string(byte[] source, int offset, int count) {
        startString(count);
        return raw(source, offset, count);
    }

    /** Starts a string of {@code count} bytes, for which there will be room; they follow as {@link #raw} or {@link #word}. */
    BencodeWriter startString(int count) {
        room(digits(count) + 1 + count);
        decimal(count);
        return octet(':');
    }

    /** An integer, at least 0. */
    BencodeWriter integer(long value) {
        octet('i');
        decimal(value);
        return octet('e');
    }

    /** Bytes as they are. */
    BencodeWriter raw(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** The lowest {@code count} bytes of {@code value}, big-endian. */
    BencodeWriter word(long value, int count) {
        room(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private BencodeWriter octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void decimal(long value) {
        int digits = digits(value);
        room(digits);
        length += digits;
        int at = length;
        long rest = value;
        while (rest > Integer.MAX_VALUE) {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int little = (int) rest; // which is quicker to divide
        do {
            bytes[--at] = (byte) ('0' + little % 10);
            little /= 10;
        } while (at > length - digits);
    }

    /** How many decimal digits a number has that is at least 0. */
    static int digits(long value) {
        return value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : manyDigits(value);
    }

    private static int manyDigits(long value) {
        int digits = 4;
        for (long rest = value / 10_000; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Sees to it that {@code more} bytes have room, so that a long run need not grow again and again. */
    void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
        }
    }
}
