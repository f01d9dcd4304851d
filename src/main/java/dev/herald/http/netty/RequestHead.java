package dev.herald.http.netty;

import dev.herald.http.HttpTracker;
import dev.herald.http.TrackerRequest;
import dev.herald.http.TrackerResponse;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses the heads of HTTP/1 requests (RFC 9112), one after the other, into strings for the tracker and flags for the connection. Other
 * headers are checked for their syntax only, and searched on request, so that they cost no objects.
 *
 * <p>It is strict where a proxy and a server could disagree about the end of a header or request: a line ends with CR LF, which occur nowhere
 * else, a name is a token with the colon directly behind it, and no line is folded.
 */
final class RequestHead implements TrackerRequest.Headers {

    /** The greatest size of a head, with all line ends. */
    static final int MAX_BYTES = HttpTracker.MAX_LINE_BYTES + 16 * 1024;

    /** The size of a head that has not been received completely. */
    static final int INCOMPLETE = 0;

    private static final int LINE_TOO_LONG = -1;
    private static final int HEADERS_TOO_LARGE = -2;
    private static final int INVALID_LINE_END = -3;

    private static final byte[] VERSION = ByteScanner.ascii(" HTTP/1.");
    private static final byte[] CONNECTION = ByteScanner.ascii("connection");
    private static final byte[] CONTENT_LENGTH = ByteScanner.ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ByteScanner.ascii("transfer-encoding");
    private static final byte[] CLOSE = ByteScanner.ascii("close");
    private static final byte[] KEEP_ALIVE = ByteScanner.ascii("keep-alive");
    private static final String[] METHODS = {"GET", "HEAD"};
    private static final String[] PATHS = {"/announce", "/scrape"};

    /** The characters of a token (RFC 9110 section 5.6.2). */
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c : "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private final ByteScanner bytes = new ByteScanner(MAX_BYTES);
    private int length;
    private int headersStart;
    private String method = "";
    private String path = "";
    private String query = "";
    private boolean http10;
    private boolean keepAlive;
    private boolean hasLength;
    private boolean hasBody;

    /**
     * Finds the end of the head at the reader index, an empty line. Bytes of earlier calls are not scanned again, except those of the
     * incomplete line.
     *
     * @param lineStart the start of that line, relative to the reader index; 0 for a new head
     * @return the size of the head with all line ends; or {@link #INCOMPLETE}, then {@link #lineStart} is the next {@code lineStart}; or a
     *     negative number for {@link #rejection}
     */
    static int size(ByteBuf in, int lineStart) {
        int begin = in.readerIndex();
        int end = in.writerIndex();
        int line = begin + lineStart;
        for (int lf = in.indexOf(line, end, (byte) '\n'); lf >= 0; lf = in.indexOf(line, end, (byte) '\n')) {
            if (lf == line || in.getByte(lf - 1) != '\r') {
                return INVALID_LINE_END;
            }
            int size = lf + 1 - begin;
            if (line == begin && size > HttpTracker.MAX_LINE_BYTES + 2) {
                return LINE_TOO_LONG;
            }
            if (size > MAX_BYTES) {
                return HEADERS_TOO_LARGE;
            }
            if (lf == line + 1) {
                return size;
            }
            line = lf + 1;
        }
        if (line == begin && end - begin > HttpTracker.MAX_LINE_BYTES + 1) {
            return LINE_TOO_LONG;
        }
        return end - begin > MAX_BYTES ? HEADERS_TOO_LARGE : INCOMPLETE;
    }

    /** The response to a negative {@link #size}. */
    static TrackerResponse rejection(int size) {
        return switch (size) {
            case LINE_TOO_LONG -> TrackerResponse.URI_TOO_LONG;
            case HEADERS_TOO_LARGE -> TrackerResponse.HEADERS_TOO_LARGE;
            default -> TrackerResponse.BAD_REQUEST;
        };
    }

    /** The start of the incomplete line, relative to the reader index. */
    static int lineStart(ByteBuf in) {
        int last = in.readableBytes() - 1;
        while (last >= 0 && in.getByte(in.readerIndex() + last) != '\n') {
            last--;
        }
        return last + 1;
    }

    /**
     * Parses a head, with the empty line that ends it.
     *
     * @param size its size, at most {@link #MAX_BYTES}
     * @return whether it is valid; if not, the results of the other methods are undefined
     */
    boolean parse(ByteBuf in, int from, int size) {
        bytes.set(in, from, size);
        length = size;
        hasLength = false;
        hasBody = false;
        int lineEnd = bytes.nextLineEnd(0);
        return isLineEnd(lineEnd) && parseRequestLine(lineEnd) && parseHeaders(lineEnd + 2);
    }

    String method() {
        return method;
    }

    /** The request target before the first question mark, without the scheme and authority of the absolute form. */
    String path() {
        return path;
    }

    /** The request target behind it, one character for each byte; empty if there is none. */
    String query() {
        return query;
    }

    /** Whether the version is HTTP/1.0, in which a persistent connection must be confirmed. */
    boolean isHttp10() {
        return http10;
    }

    /** Whether the client keeps the connection open. */
    boolean isKeepAlive() {
        return keepAlive;
    }

    /** Whether a body follows. */
    boolean hasBody() {
        return hasBody;
    }

    /** Whether the CR, LF or NUL at {@code end} is a CR before an LF. */
    private boolean isLineEnd(int end) {
        return bytes.at(end) == '\r' && bytes.at(end + 1) == '\n';
    }

    private boolean parseRequestLine(int end) {
        int space = 0;
        while (space < end && TOKEN[bytes.at(space)]) {
            space++;
        }
        int version = end - VERSION.length - 1;
        if (space == 0 || bytes.at(space) != ' ' || version < space || !bytes.isAt(version, VERSION)) {
            return false;
        }
        int minor = bytes.at(end - 1);
        if (minor < '0' || minor > '9') {
            return false;
        }
        http10 = minor == '0';
        keepAlive = !http10;
        method = bytes.text(METHODS, 0, space);
        return parseTarget(space + 1, version);
    }

    private boolean parseTarget(int from, int end) {
        int start = from;
        int mark = bytes.indexOf('?', from, end);
        if (bytes.hasBlank(from, end)) {
            return false;
        }
        if (start < mark && bytes.at(start) != '/') {
            start = endOfAuthority(start, mark);
        }
        if (start < 0 || from >= end) {
            return false;
        }
        path = start == mark ? "/" : bytes.text(PATHS, start, mark);
        query = mark < end ? bytes.text(mark + 1, end) : "";
        return true;
    }

    /** The start of the path of a target in absolute form, or -1 if it has another form (RFC 9112 section 3.2.2). */
    private int endOfAuthority(int from, int mark) {
        int colon = bytes.indexOf(':', from, mark);
        if (colon == from || colon + 3 > mark || bytes.at(colon + 1) != '/' || bytes.at(colon + 2) != '/') {
            return -1;
        }
        return bytes.indexOf('/', colon + 3, mark);
    }

    private boolean parseHeaders(int from) {
        headersStart = from;
        int at = from;
        while (at < length - 2) {
            int colon = at;
            while (TOKEN[bytes.at(colon)]) {
                colon++;
            }
            if (colon == at || bytes.at(colon) != ':') {
                return false;
            }
            int end = bytes.nextLineEnd(colon + 1);
            if (!isLineEnd(end) || !parseHeader(at, colon, end)) {
                return false;
            }
            at = end + 2;
        }
        return true;
    }

    private boolean parseHeader(int from, int colon, int end) {
        if (isName(CONNECTION, from, colon)) {
            keepAlive |= http10 && bytes.lists(colon + 1, end, KEEP_ALIVE);
            keepAlive &= !bytes.lists(colon + 1, end, CLOSE);
        } else if (isName(CONTENT_LENGTH, from, colon)) {
            return parseLength(colon + 1, end);
        } else if (isName(TRANSFER_ENCODING, from, colon)) {
            hasBody = true;
        }
        return true;
    }

    private boolean isName(byte[] name, int from, int colon) {
        return colon - from == name.length && bytes.isIgnoringCase(from, name);
    }

    /** Accepts digits, once: servers disagree about the meaning of anything else. */
    private boolean parseLength(int from, int end) {
        int start = bytes.skipBlanks(from, end);
        int stop = bytes.trimBlanks(start, end);
        boolean valid = !hasLength && start < stop;
        for (int i = start; i < stop; i++) {
            valid &= bytes.at(i) >= '0' && bytes.at(i) <= '9';
            hasBody |= bytes.at(i) != '0';
        }
        hasLength = true;
        return valid;
    }

    @Override
    public List<String> values(String name) {
        byte[] lower = ByteScanner.ascii(name.toLowerCase(Locale.ROOT));
        List<String> values = new ArrayList<>();
        int at = headersStart;
        while (at < length - 2) {
            int end = bytes.nextLineEnd(at);
            int colon = bytes.indexOf(':', at, end);
            if (isName(lower, at, colon)) {
                int start = bytes.skipBlanks(colon + 1, end);
                values.add(bytes.text(start, bytes.trimBlanks(start, end)));
            }
            at = end + 2;
        }
        return values;
    }
}
