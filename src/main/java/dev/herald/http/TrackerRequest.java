package dev.herald.http;

import dev.herald.bittorrent.Address;
import java.util.List;

/**
 * An HTTP request of any server.
 *
 * @param method the method, case-sensitive
 * @param path the request target before its first question mark, as received
 * @param query the request target behind it, as received, one character for each byte (ISO-8859-1); empty if there is none
 * @param peer the remote address of the TCP connection
 * @param headers the headers
 */
public record TrackerRequest(String method, String path, String query, Address peer, Headers headers) {

    /** The length of two spaces, the question mark and the version. */
    private static final int OTHER_LINE_BYTES = 2 + 1 + "HTTP/1.1".length();

    /** The headers of a request. They are read only if a trusted proxy sent it. */
    @FunctionalInterface
    public interface Headers {

        /** The values of all lines with this case-insensitive name, in order. */
        List<String> values(String name);
    }

    /** The length of the request line in bytes. */
    public int lineBytes() {
        return method.length() + path.length() + query.length() + OTHER_LINE_BYTES;
    }
}
