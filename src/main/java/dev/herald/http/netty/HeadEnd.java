package dev.herald.http.netty;

import dev.herald.http.HttpTracker;
import io.netty.buffer.ByteBuf;

/** Finds where the head of a request ends, in bytes that come in pieces. */
final class HeadEnd {

    /** More bytes are needed to tell. */
    static final int OPEN = 0;

    /** The request line goes on for too long. */
    static final int LINE_TOO_LONG = -1;

    /** The headers go on for too long. */
    static final int HEADERS_TOO_LARGE = -2;

    /** A line that ends without CR. */
    static final int MALFORMED = -3;

    private HeadEnd() {}

    /**
     * Looks for the empty line that ends the head at the reader's index. What has been looked at before is not looked at again,
     * but for the line that was open.
     *
     * @param lineStart where the line begins that was open the last time, counted from the reader's index; 0 for a new head
     * @return the size of the head with all its line ends; or {@link #OPEN} after which {@link #lineStart} is the next
     *     {@code lineStart}; or what is wrong with it
     */
    static int find(ByteBuf in, int lineStart) {
        int begin = in.readerIndex();
        int end = in.writerIndex();
        int line = begin + lineStart;
        while (true) {
            int lf = in.indexOf(line, end, (byte) '\n');
            if (lf < 0) {
                return open(end - begin, line == begin);
            }
            if (lf == line || in.getByte(lf - 1) != '\r') {
                return MALFORMED;
            }
            int size = lf + 1 - begin;
            if (line == begin && size > HttpTracker.MOST_LINE_BYTES + 2) {
                return LINE_TOO_LONG;
            }
            if (size > RequestHead.MOST_BYTES) {
                return HEADERS_TOO_LARGE;
            }
            if (lf == line + 1) {
                return size;
            }
            line = lf + 1;
        }
    }

    /** Where the line begins that is open, counted from the reader's index. */
    static int lineStart(ByteBuf in) {
        int last = in.readableBytes() - 1;
        while (last >= 0 && in.getByte(in.readerIndex() + last) != '\n') {
            last--;
        }
        return last + 1;
    }

    private static int open(int size, boolean firstLine) {
        if (firstLine && size > HttpTracker.MOST_LINE_BYTES + 1) {
            return LINE_TOO_LONG;
        }
        return size > RequestHead.MOST_BYTES ? HEADERS_TOO_LARGE : OPEN;
    }
}
