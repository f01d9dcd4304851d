package dev.herald.http;

import java.util.Arrays;

/**
 * Writes bencoded values (BEP 3) into an array that grows. Does not check them: the caller closes what it opens, and writes the keys of a
 * dictionary in the order of their bytes.
 */
final class BencodeWriter {

    private byte[] bytes;
    private int length;

    BencodeWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes written, in an array of that length. */
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

    /** Closes a dictionary or list. */
    BencodeWriter end() {
        return octet('e');
    }

    /** Writes a string of ASCII characters. */
    BencodeWriter text(String ascii) {
        int count = ascii.length();
        startString(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** Writes a string. */
    BencodeWriter string(byte[] source, int offset, int count) {
        startString(count);
        return raw(source, offset, count);
    }

    /** Starts a string of {@code count} bytes, which {@link #word} adds. */
    BencodeWriter startString(int count) {
        ensureWritable(digits(count) + 1 + count);
        decimal(count);
        return octet(':');
    }

    /** Writes an integer that is not negative. */
    BencodeWriter integer(long value) {
        octet('i');
        decimal(value);
        return octet('e');
    }

    /** Adds the lowest {@code count} bytes of {@code value} to a string, big-endian. */
    BencodeWriter word(long value, int count) {
        ensureWritable(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private BencodeWriter raw(byte[] source, int offset, int count) {
        ensureWritable(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    private BencodeWriter octet(char c) {
        ensureWritable(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void decimal(long value) {
        int digits = digits(value);
        ensureWritable(digits);
        length += digits;
        long rest = value;
        for (int i = 1; i <= digits; i++) {
            bytes[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The number of decimal digits of a number that is not negative. */
    static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Grows the array for {@code count} more bytes at least. */
    void ensureWritable(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * length));
        }
    }
}
