package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.StrictUtf8;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the lines of a body of any length in constant memory. Lines end with LF or CR LF; a byte order mark at the beginning is
 * skipped. A line that is too long or not UTF-8 is reported as such and does not affect the lines after it.
 */
final class LineReader {

    /** An NDJSON entry fits, even if every character is escaped. */
    static final int MAX_LINE_BYTES = 16 << 10;

    private static final int END = -1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * A line.
     *
     * @param number starts with 1
     * @param text without its end; empty if it is invalid
     * @param problem why the line is invalid; empty if it is valid
     */
    record Line(long number, String text, String problem) {}

    private final InputStream in;
    private final long maxBytes;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private long read;
    private long number;

    /**
     * Reads from {@code in}.
     *
     * @param maxBytes the maximum length of the body
     */
    LineReader(InputStream in, long maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /**
     * The next line; empty at the end.
     *
     * @throws ApiException with 413 if the body is too long, with 400 if it is incomplete
     */
    Optional<Line> next() {
        int length = 0;
        int next = nextByte();
        if (next == END) {
            return Optional.empty();
        }
        while (next != END && next != '\n') {
            if (length < MAX_LINE_BYTES) {
                line[length] = (byte) next;
            }
            length = Math.min(length + 1, MAX_LINE_BYTES + 1);
            next = nextByte();
        }
        number++;
        return Optional.of(
                length > MAX_LINE_BYTES
                        ? new Line(number, "", "longer than " + MAX_LINE_BYTES + " bytes")
                        : decode(length));
    }

    private Line decode(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        Optional<String> text = StrictUtf8.decode(line, 0, end);
        if (text.isEmpty()) {
            return new Line(number, "", "not UTF-8");
        }
        boolean marked = number == 1 && text.get().startsWith(BYTE_ORDER_MARK);
        return new Line(number, marked ? text.get().substring(1) : text.get(), "");
    }

    private int nextByte() {
        int next;
        try {
            next = in.read();
        } catch (IOException e) {
            throw ApiException.of(400, "The body is incomplete");
        }
        if (next != END && ++read > maxBytes) {
            throw ApiException.of(413, "An import may be " + maxBytes + " bytes long; split it");
        }
        return next;
    }
}
