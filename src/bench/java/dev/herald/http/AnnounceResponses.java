package dev.herald.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A minimal parser of HTTP responses to announces: checks the status and the start of the body, and finds the end. */
public final class AnnounceResponses {

    /** The start of the body of an accepted announce (BEP 3: dictionary keys are sorted, and this is Herald's first one). */
    private static final String BODY = "d8:complete";

    /** Return value for an incomplete response. */
    static final int INCOMPLETE = -1;

    private static final ByteBuf OK = buffer("HTTP/1.1 200 ");
    private static final ByteBuf BEGINNING = buffer(BODY);
    private static final ByteBuf LENGTH = buffer("content-length: ");

    private AnnounceResponses() {}

    /** A body of {@code bytes} bytes that this parser accepts. */
    public static String constant(int bytes) {
        return BODY + "x".repeat(bytes - BODY.length());
    }

    /**
     * Skips one complete response, or nothing.
     *
     * @return size of the body in bytes, or {@link #INCOMPLETE}
     * @throws IOException if the status is not 200, there is no Content-Length, or the announce was not accepted
     */
    static int skip(ByteBuf in) throws IOException {
        int length = -1;
        int line = in.readerIndex();
        for (int end = endOfLine(in, line); end >= 0; end = endOfLine(in, line)) {
            if (end - line <= 1) {
                return skip(in, end + 1, length);
            }
            if (line == in.readerIndex()) {
                require(in, ByteBufUtil.equals(in, line, OK, 0, OK.readableBytes()));
            } else if (isLength(in, line)) {
                length = number(in, line + LENGTH.readableBytes());
            }
            line = end + 1;
        }
        return INCOMPLETE;
    }

    private static int skip(ByteBuf in, int body, int length) throws IOException {
        require(in, length >= BEGINNING.readableBytes());
        if (in.writerIndex() < body + length) {
            return INCOMPLETE;
        }
        require(in, ByteBufUtil.equals(in, body, BEGINNING, 0, BEGINNING.readableBytes()));
        in.readerIndex(body + length);
        return length;
    }

    private static int endOfLine(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    private static boolean isLength(ByteBuf in, int at) {
        int i = 0;
        while (i < LENGTH.readableBytes() && (in.getByte(at + i) | 0x20) == LENGTH.getByte(i)) {
            i++; // stays within the line: no byte of a line end matches a byte of LENGTH
        }
        return i == LENGTH.readableBytes();
    }

    private static int number(ByteBuf in, int at) {
        int number = 0;
        for (int i = at; in.getByte(i) >= '0' && in.getByte(i) <= '9'; i++) {
            number = 10 * number + in.getByte(i) - '0';
        }
        return number;
    }

    private static void require(ByteBuf in, boolean condition) throws IOException {
        if (!condition) {
            throw new IOException("not a response to an announce: " + in.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(AnnounceQueries.ascii(text)));
    }
}
