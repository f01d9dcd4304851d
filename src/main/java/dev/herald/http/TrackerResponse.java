package dev.herald.http;

import dev.herald.metrics.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A response, which adapters send with a {@code Content-Length} and never in chunks; to a HEAD request without the body.
 *
 * @param status the HTTP status
 * @param headers the headers, except those of the connection and the length
 * @param body the body, which is shared and must not be changed
 * @param rejection why the request was rejected; empty if it was answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TrackerResponse(int status, Map<String, String> headers, byte[] body, Optional<Reason> rejection) {

    private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain", "Cache-Control", "no-store");
    private static final Map<String, String> JSON =
            Map.of("Content-Type", "application/json", "Cache-Control", "no-store");
    private static final Map<String, String> ALLOW =
            Map.of("Content-Type", "text/plain", "Cache-Control", "no-store", "Allow", "GET, HEAD");

    /** The health check, in the words of Torrust. */
    static final TrackerResponse HEALTHY =
            new TrackerResponse(200, JSON, bytes("{\"status\":\"Ok\"}"), Optional.empty());

    /** A path that the tracker does not serve. */
    static final TrackerResponse NOT_FOUND = invalid(404, TEXT, "not found\n");

    static final TrackerResponse METHOD_NOT_ALLOWED = invalid(405, ALLOW, "method not allowed\n");

    /** A request line longer than {@link HttpTracker#MAX_LINE_BYTES}. On this text Transmission scrapes fewer torrents at once. */
    public static final TrackerResponse URI_TOO_LONG = invalid(414, TEXT, "Request-URI Too Long\n");

    /** Bytes that are not an HTTP/1 request. */
    public static final TrackerResponse BAD_REQUEST = invalid(400, TEXT, "bad request\n");

    /** A head that was not received in time. */
    public static final TrackerResponse REQUEST_TIMEOUT = invalid(408, TEXT, "request timeout\n");

    /** A head that is too long. */
    public static final TrackerResponse HEADERS_TOO_LARGE = invalid(431, TEXT, "headers too large\n");

    /** A redirect to another site. */
    static TrackerResponse found(String url) {
        Map<String, String> headers =
                Map.of("Location", url, "Content-Type", "text/plain", "Cache-Control", "no-store");
        return new TrackerResponse(302, headers, bytes("found\n"), Optional.empty());
    }

    /** A successful response with a bencoded dictionary. */
    static TrackerResponse bencoded(byte[] body) {
        return new TrackerResponse(200, TEXT, body, Optional.empty());
    }

    /** A rejection as a bencoded dictionary. Its status is 200 in any case, because clients take others for a broken tracker. */
    static TrackerResponse bencoded(byte[] body, Reason rejection) {
        return new TrackerResponse(200, TEXT, body, Optional.of(rejection));
    }

    private static TrackerResponse invalid(int status, Map<String, String> headers, String text) {
        return new TrackerResponse(status, headers, bytes(text), Optional.of(Reason.INVALID_REQUEST));
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
