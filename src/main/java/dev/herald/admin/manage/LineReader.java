package dev.herald.admin.manage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a body of any length, in constant memory. A line ends with a line feed, before which a carriage return is no
 * part of it; a byte order mark at the beginning is skipped. Lines that are too long or not UTF-8 are told as such and do not
 * disturb those after them.
 */
final class LineReader {

    /** A whole NDJSON entry fits, even if each of its characters is escaped. */
    static final int MOST_LINE_BYTES = 16 << 10;

    private static final int END = -1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * One line.
     *
     * @param number from 1
     * @param text without its end; empty if there is a fault
     * @param fault why it cannot be read; empty if it can
     */
    record Line(long number, String text, String fault) {}

    private final InputStream in;
    private final long mostBytes;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[MOST_LINE_BYTES];
    private int at;
    private int filled;
    private long read;
    private long number;

    /**
     * Reads from {@code in}.
     *
     * @param mostBytes how long the body may be
     */
    LineReader(InputStream in, long mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    /**
     * The next line; empty at the end.
     *
     * @throws ProblemException with 413 where the body becomes too long, and with 400 if it breaks off
     */
    Optional<Line> next() {
        int length = 0;
        int next = nextByte();
        if (next == END) {
            return Optional.empty();
        }
        while (next != END && next != '\n') {
            if (length < MOST_LINE_BYTES) {
                line[length] = (byte) next;
            }
            length = Math.min(length + 1, MOST_LINE_BYTES + 1);
            next = nextByte();
        }
        number++;
        return Optional.of(
                length > MOST_LINE_BYTES
                        ? new Line(number, "", "longer than " + MOST_LINE_BYTES + " bytes")
                        : decoded(length));
    }

    private Line decoded(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        Optional<String> text = StrictUtf8.decode(line, 0, end);
        if (text.isEmpty()) {
            return new Line(number, "", "not UTF-8");
        }
        boolean marked = number == 1 && text.get().startsWith(BYTE_ORDER_MARK);
        return new Line(number, marked ? text.get().substring(1) : text.get(), "");
    }

    private int nextByte() {
        if (at == filled) {
            at = 0;
            filled = fill();
            if (filled <= 0) {
                filled = 0;
                return END;
            }
            read += filled;
            if (read > mostBytes) {
                throw ProblemException.of(413, "An import may be " + mostBytes + " bytes long; cut it in pieces");
            }
        }
        return buffer[at++] & 0xff;
    }

    private int fill() {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw ProblemException.of(400, "The body breaks off");
        }
    }
}
