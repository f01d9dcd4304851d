package dev.herald.http.netty;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Searches and compares the bytes of a head. */
final class ByteScanner {

    private final byte[] bytes;

    ByteScanner(int capacity) {
        bytes = new byte[capacity];
    }

    /** Replaces the bytes. */
    void set(ByteBuf in, int from, int size) {
        in.getBytes(from, bytes, 0, size);
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    /** The index of the next {@code octet}, or {@code end}. */
    int indexOf(char octet, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** Whether the range has a space or control character. */
    boolean hasBlank(int from, int end) {
        for (int at = from; at < end; at++) {
            if ((bytes[at] & 0xff) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /** The index of the next CR, LF or NUL. The head ends with one. */
    int nextLineEnd(int from) {
        int at = from;
        while (bytes[at] != '\r' && bytes[at] != '\n' && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /** Whether a list (RFC 9110 section 5.6.1) has an element, whose letters are lower case. */
    boolean lists(int from, int end, byte[] element) {
        for (int at = from; at < end; ) {
            int comma = indexOf(',', at, end);
            int start = skipBlanks(at, comma);
            if (trimBlanks(start, comma) - start == element.length && isIgnoringCase(start, element)) {
                return true;
            }
            at = comma + 1;
        }
        return false;
    }

    /** The start of the range without leading spaces and tabs. */
    int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** The end of the range without trailing spaces and tabs. */
    int trimBlanks(int from, int end) {
        int at = end;
        while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    boolean isAt(int from, byte[] text) {
        return Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    /** Compares as many bytes with lower-case ASCII letters. */
    boolean isIgnoringCase(int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text of a range: one of these, if it is equal, which saves a new string. */
    String text(String[] known, int from, int end) {
        for (String text : known) {
            if (text.length() == end - from && isAt(from, text)) {
                return text;
            }
        }
        return text(from, end);
    }

    private boolean isAt(int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a range, one character for each byte. */
    String text(int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
