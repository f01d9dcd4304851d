package dev.herald.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What servers answer to announces: as little is read of it as tells that it is such an answer, and where it ends. */
public final class Answers {

    /** How the body of an accepted announce begins (BEP 3: a dictionary's keys are sorted, and Herald has this one first). */
    private static final String BODY = "d8:complete";

    /** That more has to come first. */
    static final int INCOMPLETE = -1;

    private static final ByteBuf OK = buffer("HTTP/1.1 200 ");
    private static final ByteBuf BEGINNING = buffer(BODY);
    private static final ByteBuf LENGTH = buffer("content-length: ");

    private Answers() {}

    /** A body of so many bytes that passes for one. */
    public static String constant(int bytes) {
        return BODY + "x".repeat(bytes - BODY.length());
    }

    /**
     * Goes past one answer, or nowhere.
     *
     * @return how many bytes its body has, or {@link #INCOMPLETE}
     * @throws IOException if it is another than 200, says no length, or has a body that is not an accepted announce's
     */
    static int skip(ByteBuf in) throws IOException {
        int length = -1;
        int line = in.readerIndex();
        for (int end = endOfLine(in, line); end >= 0; end = endOfLine(in, line)) {
            if (end - line <= 1) {
                return skip(in, end + 1, length);
            }
            if (line == in.readerIndex()) {
                demand(in, ByteBufUtil.equals(in, line, OK, 0, OK.readableBytes()));
            } else if (isLength(in, line)) {
                length = number(in, line + LENGTH.readableBytes());
            }
            line = end + 1;
        }
        return INCOMPLETE;
    }

    private static int skip(ByteBuf in, int body, int length) throws IOException {
        demand(in, length >= BEGINNING.readableBytes());
        if (in.writerIndex() < body + length) {
            return INCOMPLETE;
        }
        demand(in, ByteBufUtil.equals(in, body, BEGINNING, 0, BEGINNING.readableBytes()));
        in.readerIndex(body + length);
        return length;
    }

    private static int endOfLine(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    private static boolean isLength(ByteBuf in, int at) {
        int i = 0;
        while (i < LENGTH.readableBytes() && (in.getByte(at + i) | 0x20) == LENGTH.getByte(i)) {
            i++; // which ends within the line, as no end of it is like a letter, a hyphen, a colon or a space
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

    private static void demand(ByteBuf in, boolean given) throws IOException {
        if (!given) {
            throw new IOException("no answer to an announce: " + in.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(AnnounceQueries.ascii(text)));
    }
}
