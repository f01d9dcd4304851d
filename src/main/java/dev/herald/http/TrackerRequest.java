package dev.herald.http;

import dev.herald.bittorrent.Address;

/**
 * An HTTP request, whatever server it came through.
 *
 * @param method the method, in upper case
 * @param path what stands before the first question mark of the request target, as it came over the wire
 * @param query what stands behind it, as it came over the wire, one character for each byte (ISO 8859-1); empty if nothing
 * @param peer the other end of the TCP connection
 * @param headers the headers
 */
public record TrackerRequest(String method, String path, String query, Address peer, RequestHeaders headers) {

    /** Two spaces, the question mark and the version. */
    private static final int REST_OF_LINE = 2 + 1 + "HTTP/1.1".length();

    /** How long the request line was, in bytes. */
    int lineBytes() {
        return method.length() + path.length() + query.length() + REST_OF_LINE;
    }
}
