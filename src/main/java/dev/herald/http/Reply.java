package dev.herald.http;

import dev.herald.tracker.Rejection;

/** What the tracker has said to a request: a body for the client, or no. */
sealed interface Reply {

    /** Granted; the bencoded body is complete. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
    record Body(byte[] bencoded) implements Reply {}

    /** Refused, with the text that the client is told. */
    record Rejected(Rejection rejection, String text) implements Reply {}
}
