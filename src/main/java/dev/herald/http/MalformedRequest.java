package dev.herald.http;

/** Why an adapter that reads bytes itself could not make a request of them. */
public enum MalformedRequest {
    /** Nothing that HTTP/1 knows. */
    BAD_REQUEST,
    /** A request line of more than {@link HttpTracker#MOST_LINE_BYTES}. */
    LINE_TOO_LONG,
    /** More headers than any client has. */
    HEADERS_TOO_LARGE,
    /** A head that was begun and did not end in time. */
    TOO_SLOW
}
