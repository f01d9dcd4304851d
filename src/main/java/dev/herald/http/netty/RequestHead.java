package dev.herald.http.netty;

import dev.herald.http.HttpTracker;
import dev.herald.http.RequestHeaders;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads heads of HTTP/1 requests (RFC 9112), one after the other. What the tracker needs becomes a string, what decides about
 * the connection a flag, and everything else is looked at once, for being well formed, and forgotten; headers are searched
 * for only when somebody asks for one.
 *
 * <p>It is strict where a proxy and a server could disagree about where a header or a request ends: a line ends with CR and LF
 * and neither stands anywhere else, names are tokens with the colon right behind them, no line is folded.
 */
final class RequestHead implements RequestHeaders {

    /** The longest head, with all its line ends. */
    static final int MOST_BYTES = HttpTracker.MOST_LINE_BYTES + 16 * 1024;

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

    private final ByteScanner bytes = new ByteScanner(MOST_BYTES);
    private int length;
    private int headersFrom;
    private String method = "";
    private String path = "";
    private String query = "";
    private boolean http10;
    private boolean keepsAlive;
    private boolean hasLength;
    private boolean hasBody;

    /**
     * Reads a head, with the empty line that ends it.
     *
     * @param size its bytes, at most {@value #MOST_BYTES}
     * @return whether it is one; if not, none of the other methods means anything
     */
    boolean read(ByteBuf in, int from, int size) {
        bytes.set(in, from, size);
        length = size;
        hasLength = false;
        hasBody = false;
        int lineEnd = bytes.nextEnd(0);
        return endsAt(lineEnd) && readLine(lineEnd) && readHeaders(lineEnd + 2);
    }

    /** The method. */
    String method() {
        return method;
    }

    /** What stands before the first question mark of the target; of one in absolute form, without scheme and authority. */
    String path() {
        return path;
    }

    /** What stands behind it, one character for each byte; empty if nothing does. */
    String query() {
        return query;
    }

    /** Whether the client speaks HTTP/1.0, so that it must be told that the connection stays open. */
    boolean http10() {
        return http10;
    }

    /** Whether the client wants the connection to stay open. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    /** Whether something follows the head that is not the next request. */
    boolean hasBody() {
        return hasBody;
    }

    /** Whether the next of CR, LF and NUL is a CR before an LF. */
    private boolean endsAt(int end) {
        return bytes.at(end) == '\r' && bytes.at(end + 1) == '\n';
    }

    private boolean readLine(int end) {
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
        keepsAlive = !http10;
        method = bytes.known(METHODS, 0, space);
        return readTarget(space + 1, version);
    }

    private boolean readTarget(int from, int end) {
        int start = from;
        int mark = bytes.indexOf('?', from, end);
        if (bytes.hasBlank(from, end)) {
            return false;
        }
        if (start < mark && bytes.at(start) != '/') {
            start = afterAuthority(start, mark);
        }
        if (start < 0 || from >= end) {
            return false;
        }
        path = start == mark ? "/" : bytes.known(PATHS, start, mark);
        query = mark < end ? bytes.text(mark + 1, end) : "";
        return true;
    }

    /** Where the path of a target in absolute form begins, or -1 if it is none (RFC 9112 section 3.2.2). */
    private int afterAuthority(int from, int mark) {
        int at = from;
        while (at < mark && bytes.at(at) != ':') {
            at++;
        }
        if (at == from || at + 3 > mark || bytes.at(at + 1) != '/' || bytes.at(at + 2) != '/') {
            return -1;
        }
        at += 3;
        while (at < mark && bytes.at(at) != '/') {
            at++;
        }
        return at;
    }

    private boolean readHeaders(int from) {
        headersFrom = from;
        int at = from;
        while (at < length - 2) {
            int colon = at;
            while (TOKEN[bytes.at(colon)]) {
                colon++;
            }
            if (colon == at || bytes.at(colon) != ':') {
                return false;
            }
            int end = bytes.nextEnd(colon + 1);
            if (!endsAt(end) || !readHeader(at, colon, end)) {
                return false;
            }
            at = end + 2;
        }
        return true;
    }

    private boolean readHeader(int from, int colon, int end) {
        switch (colon - from) {
            case 10 -> {
                if (bytes.isIgnoringCase(from, CONNECTION)) {
                    keepsAlive = http10 ? keepsAlive || bytes.lists(colon + 1, end, KEEP_ALIVE) : keepsAlive;
                    keepsAlive = keepsAlive && !bytes.lists(colon + 1, end, CLOSE);
                }
                return true;
            }
            case 14 -> {
                return !bytes.isIgnoringCase(from, CONTENT_LENGTH) || readLength(colon + 1, end);
            }
            case 17 -> {
                hasBody |= bytes.isIgnoringCase(from, TRANSFER_ENCODING);
                return true;
            }
            default -> {
                return true;
            }
        }
    }

    /** Digits, once: what two of them say, or another text, is where servers disagree. */
    private boolean readLength(int from, int end) {
        int start = bytes.afterBlanks(from, end);
        int stop = bytes.beforeBlanks(start, end);
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
        byte[] wanted = ByteScanner.ascii(name.toLowerCase(Locale.ROOT));
        List<String> values = new ArrayList<>();
        int at = headersFrom;
        while (at < length - 2) {
            int end = bytes.nextEnd(at);
            int colon = at + wanted.length;
            if (colon < end && bytes.at(colon) == ':' && bytes.isIgnoringCase(at, wanted)) {
                int start = bytes.afterBlanks(colon + 1, end);
                values.add(bytes.text(start, bytes.beforeBlanks(start, end)));
            }
            at = end + 2;
        }
        return values;
    }
}
