package dev.herald.http.netty;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a head, and how they compare with texts. */
final class ByteScanner {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;

    private final byte[] bytes;

    /** Room for {@code most} bytes. */
    ByteScanner(int most) {
        bytes = new byte[most];
    }

    /** Takes the place of what was there. */
    void set(ByteBuf in, int from, int size) {
        in.getBytes(from, bytes, 0, size);
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    /** Where the next {@code octet} is, or {@code end}. */
    int indexOf(char octet, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** Whether a space or a control character stands there; eight bytes are looked at in one step. */
    boolean hasBlank(int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            // A byte below 0x21 borrows from its highest bit, which neither it nor the word had set.
            if (((word - EACH * 0x21) & ~word & HIGHEST) != 0) {
                return true;
            }
        }
        for (; at < end; at++) {
            if ((bytes[at] & 0xff) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /** Where the next CR, LF or NUL is, one of which must exist. */
    int nextEnd(int from) {
        int at = from;
        while (true) {
            at = nextControl(at);
            if (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == 0) {
                return at;
            }
            at++;
        }
    }

    /** Where the next octet below 0x0e is, which must exist; eight are looked at in one step. */
    private int nextControl(int from) {
        int at = from;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORDS.get(bytes, at);
            // As in hasBlank; what the lowest of these borrows from is above it, so the lowest is one for sure.
            long found = (word - EACH * 0x0e) & ~word & HIGHEST;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (bytes[at] < 0 || bytes[at] >= 0x0e) {
            at++;
        }
        return at;
    }

    /** Whether a list (RFC 9110 section 5.6.1) has that element. */
    boolean lists(int from, int end, byte[] element) {
        int at = from;
        while (at < end) {
            int comma = at;
            while (comma < end && bytes[comma] != ',') {
                comma++;
            }
            int start = afterBlanks(at, comma);
            if (beforeBlanks(start, comma) - start == element.length && isIgnoringCase(start, element)) {
                return true;
            }
            at = comma + 1;
        }
        return false;
    }

    int afterBlanks(int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    int beforeBlanks(int from, int end) {
        int at = end;
        while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    boolean isAt(int from, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Compares with letters in lower case; the caller knows that there are as many bytes. */
    boolean isIgnoringCase(int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** One of these texts, or a new one. */
    String known(String[] texts, int from, int end) {
        for (String one : texts) {
            if (one.length() == end - from && matches(one, from)) {
                return one;
            }
        }
        return text(from, end);
    }

    boolean matches(String text, int from) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
