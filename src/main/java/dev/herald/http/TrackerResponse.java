package dev.herald.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an adapter sends back, with a {@code Content-Length} of the body's length and never in chunks; to a HEAD request
 * without the body.
 *
 * @param status the HTTP status
 * @param headers the headers, except those that belong to the transport
 * @param body not to be written to: answers are shared
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the transport and never compared
public record TrackerResponse(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain", "Cache-Control", "no-store");
    private static final Map<String, String> JSON =
            Map.of("Content-Type", "application/json", "Cache-Control", "no-store");
    private static final Map<String, String> ALLOW =
            Map.of("Content-Type", "text/plain", "Cache-Control", "no-store", "Allow", "GET, HEAD");

    /** The tracker's health, in the words that Torrust uses. */
    static final TrackerResponse HEALTHY = new TrackerResponse(200, JSON, bytes("{\"status\":\"Ok\"}"));

    /** Neither announce nor scrape nor anything else that is here. */
    static final TrackerResponse NOT_FOUND = new TrackerResponse(404, TEXT, bytes("not found\n"));

    /** A method that does nothing here. */
    static final TrackerResponse METHOD_NOT_ALLOWED = new TrackerResponse(405, ALLOW, bytes("method not allowed\n"));

    /** A request line over the limit. Transmission asks for fewer torrents at once when it reads this text. */
    static final TrackerResponse URI_TOO_LONG = new TrackerResponse(414, TEXT, bytes("Request-URI Too Long\n"));

    /** What cannot be read as a request. */
    static final TrackerResponse BAD_REQUEST = new TrackerResponse(400, TEXT, bytes("bad request\n"));

    /** A request that did not come in time. */
    static final TrackerResponse REQUEST_TIMEOUT = new TrackerResponse(408, TEXT, bytes("request timeout\n"));

    /** Headers over the limit. */
    static final TrackerResponse HEADERS_TOO_LARGE = new TrackerResponse(431, TEXT, bytes("headers too large\n"));

    /** A bencoded dictionary, whether it grants or refuses: for clients every status but 200 is a broken tracker. */
    static TrackerResponse bencoded(byte[] body) {
        return new TrackerResponse(200, TEXT, body);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
