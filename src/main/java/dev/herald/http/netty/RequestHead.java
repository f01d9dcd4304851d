package dev.herald.http.netty;

import dev.herald.http.HttpTracker;
import dev.herald.http.TrackerRequest;
import dev.herald.http.TrackerResponse;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final byte[] VERSION = ascii(" HTTP/1.");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CLOSE = ascii("close");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");
    private static final String[] METHODS = {"GET", "HEAD"};
    private static final String[] PATHS = {"/announce", "/scrape"};

    /** The characters of a token (RFC 9110 section 5.6.2). */
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c : "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private final byte[] bytes = new byte[MAX_BYTES];
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
        int lf = in.forEachByteDesc(ByteProcessor.FIND_LF);
        return lf < 0 ? 0 : lf + 1 - in.readerIndex();
    }

    /**
     * Parses a head, with the empty line that ends it.
     *
     * @param size its size, at most {@link #MAX_BYTES}
     * @return whether it is valid; if not, the results of the other methods are undefined
     */
    boolean parse(ByteBuf in, int from, int size) {
        in.getBytes(from, bytes, 0, size);
        length = size;
        hasLength = false;
        hasBody = false;
        int lineEnd = nextLineEnd(0);
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
        return bytes[end] == '\r' && bytes[end + 1] == '\n';
    }

    private boolean parseRequestLine(int end) {
        int space = 0;
        while (space < end && TOKEN[bytes[space] & 0xff]) {
            space++;
        }
        int version = end - VERSION.length - 1;
        if (space == 0 || bytes[space] != ' ' || version < space || !isAt(version, VERSION)) {
            return false;
        }
        int minor = bytes[end - 1];
        if (minor < '0' || minor > '9') {
            return false;
        }
        http10 = minor == '0';
        keepAlive = !http10;
        method = text(METHODS, 0, space);
        return parseTarget(space + 1, version);
    }

    private boolean parseTarget(int from, int end) {
        if (from >= end || hasBlank(from, end)) {
            return false;
        }
        int mark = indexOf('?', from, end);
        int start = from < mark && bytes[from] != '/' ? endOfAuthority(from, mark) : from;
        if (start < 0) {
            return false;
        }
        path = start == mark ? "/" : text(PATHS, start, mark);
        query = mark < end ? text(mark + 1, end) : "";
        return true;
    }

    /** The start of the path of a target in absolute form, or -1 if it has another form (RFC 9112 section 3.2.2). */
    private int endOfAuthority(int from, int mark) {
        int colon = indexOf(':', from, mark);
        if (colon == from || colon + 3 > mark || bytes[colon + 1] != '/' || bytes[colon + 2] != '/') {
            return -1;
        }
        return indexOf('/', colon + 3, mark);
    }

    private boolean parseHeaders(int from) {
        headersStart = from;
        int at = from;
        while (at < length - 2) {
            int colon = at;
            while (TOKEN[bytes[colon] & 0xff]) {
                colon++;
            }
            if (colon == at || bytes[colon] != ':') {
                return false;
            }
            int end = nextLineEnd(colon + 1);
            if (!isLineEnd(end) || !parseHeader(at, colon, end)) {
                return false;
            }
            at = end + 2;
        }
        return true;
    }

    private boolean parseHeader(int from, int colon, int end) {
        if (isName(CONNECTION, from, colon)) {
            keepAlive |= http10 && lists(colon + 1, end, KEEP_ALIVE);
            keepAlive &= !lists(colon + 1, end, CLOSE);
        } else if (isName(CONTENT_LENGTH, from, colon)) {
            return parseLength(colon + 1, end);
        } else if (isName(TRANSFER_ENCODING, from, colon)) {
            hasBody = true;
        }
        return true;
    }

    private boolean isName(byte[] name, int from, int colon) {
        return colon - from == name.length && isIgnoringCase(from, name);
    }

    /** Accepts digits, once: servers disagree about the meaning of anything else. */
    private boolean parseLength(int from, int end) {
        int start = skipBlanks(from, end);
        int stop = trimBlanks(start, end);
        boolean valid = !hasLength && start < stop;
        for (int i = start; i < stop; i++) {
            valid &= bytes[i] >= '0' && bytes[i] <= '9';
            hasBody |= bytes[i] != '0';
        }
        hasLength = true;
        return valid;
    }

    @Override
    public List<String> values(String name) {
        byte[] lower = ascii(name.toLowerCase(Locale.ROOT));
        List<String> values = new ArrayList<>();
        int at = headersStart;
        while (at < length - 2) {
            int end = nextLineEnd(at);
            int colon = indexOf(':', at, end);
            if (isName(lower, at, colon)) {
                int start = skipBlanks(colon + 1, end);
                values.add(text(start, trimBlanks(start, end)));
            }
            at = end + 2;
        }
        return values;
    }

    /** The index of the next {@code octet}, or {@code end}. */
    private int indexOf(char octet, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** Whether the range has a space or control character. */
    private boolean hasBlank(int from, int end) {
        for (int at = from; at < end; at++) {
            if ((bytes[at] & 0xff) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /** The index of the next CR, LF or NUL. The head ends with one. */
    private int nextLineEnd(int from) {
        int at = from;
        while (bytes[at] != '\r' && bytes[at] != '\n' && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /** Whether a list (RFC 9110 section 5.6.1) has an element, whose letters are lower case. */
    private boolean lists(int from, int end, byte[] element) {
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
    private int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** The end of the range without trailing spaces and tabs. */
    private int trimBlanks(int from, int end) {
        int at = end;
        while (at > from && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    private boolean isAt(int from, byte[] text) {
        return Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
    }

    /** Compares as many bytes with lower-case ASCII letters. */
    private boolean isIgnoringCase(int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text of a range: one of these, if it is equal, which saves a new string. */
    private String text(String[] known, int from, int end) {
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
    private String text(int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
