package dev.herald.http;

import java.util.Arrays;

/**
 * A bencoded value under construction (BEP 3), in one array that grows. It writes what it is told: the caller closes what it
 * opens, and names the keys of a dictionary in the order of their bytes.
 */
final class Bencode {

    private byte[] bytes;
    private int length;

    /** Room for {@code capacity} bytes at first. */
    Bencode(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes, in an array of exactly their length. */
    byte[] toBytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Opens a dictionary; {@link #end} closes it. */
    Bencode dictionary() {
        return octet('d');
    }

    /** Opens a list; {@link #end} closes it. */
    Bencode list() {
        return octet('l');
    }

    /** Closes a dictionary or a list. */
    Bencode end() {
        return octet('e');
    }

    /** A string, perhaps a key, of characters below 0x80. */
    Bencode text(String ascii) {
        int count = ascii.length();
        startString(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /** A string of {@code count} bytes. */
    Bencode string(byte[] source, int offset, int count) {
        startString(count);
        return raw(source, offset, count);
    }

    /** Starts a string of {@code count} bytes, for which there will be room; they follow as {@link #raw} or {@link #word}. */
    Bencode startString(int count) {
        room(count + 12);
        decimal(count);
        return octet(':');
    }

    /** An integer, at least 0. */
    Bencode integer(long value) {
        octet('i');
        decimal(value);
        return octet('e');
    }

    /** Bytes as they are. */
    Bencode raw(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** The lowest {@code count} bytes of {@code value}, big-endian. */
    Bencode word(long value, int count) {
        room(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private Bencode octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void decimal(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        length += digits;
        long rest = value;
        for (int i = 1; i <= digits; i++) {
            bytes[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Sees to it that {@code more} bytes have room, so that a long run need not grow again and again. */
    void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
        }
    }
}
