package dev.herald.http;

import dev.herald.metrics.Reason;

/**
 * Why the frontend rejects a request before it reaches the tracker: a value and not an exception, because clients decide how often it occurs.
 *
 * <p>Each text contains the substring that clients and tools search for in the answers of Torrust ({@code missing param}, {@code invalid
 * param value}), and ends with the text of the protocol reference. Nothing that a client sent is repeated.
 */
enum RequestError implements AnnounceQuery, ScrapeQuery {
    MISSING_QUERY(Text.ANNOUNCE + "missing query params for announce request: missing info_hash"),
    MISSING_INFO_HASH(Text.ANNOUNCE + "missing param info_hash: missing info_hash"),
    INVALID_INFO_HASH(Text.ANNOUNCE + "invalid param value for info_hash: invalid info_hash"),
    MULTIPLE_INFO_HASH(Text.ANNOUNCE + "invalid param value for info_hash: multiple info_hash"),
    MISSING_PEER_ID(Text.ANNOUNCE + "missing param peer_id: missing peer_id"),
    INVALID_PEER_ID(Text.ANNOUNCE + "invalid param value for peer_id: invalid peer_id"),
    MISSING_PORT(Text.ANNOUNCE + "missing param port: missing port"),
    INVALID_PORT(Text.ANNOUNCE + "invalid param value for port: invalid port"),
    INVALID_LEFT(Text.ANNOUNCE + "invalid param value for left: invalid left"),
    INVALID_UPLOADED(Text.ANNOUNCE + "invalid param value for uploaded: invalid uploaded"),
    INVALID_DOWNLOADED(Text.ANNOUNCE + "invalid param value for downloaded: invalid downloaded"),
    SCRAPE_WITHOUT_QUERY(Text.SCRAPE + "missing query params for scrape request: full scrape not supported"),
    SCRAPE_WITHOUT_INFO_HASH(Text.SCRAPE + "missing param info_hash: full scrape not supported"),
    SCRAPE_INVALID_INFO_HASH(Text.SCRAPE + "invalid param value for info_hash: invalid info_hash"),
    /** A trusted proxy did not send the address of its client. */
    UNKNOWN_CLIENT("Error resolving peer IP: missing or invalid the right most X-Forwarded-For IP"
            + " (mandatory on reverse proxy tracker configuration): internal error");

    private final String reason;

    RequestError(String reason) {
        this.reason = reason;
    }

    /** The reason that it is counted as. */
    Reason counted() {
        return this == UNKNOWN_CLIENT ? Reason.UNKNOWN_CLIENT : Reason.INVALID_REQUEST;
    }

    /** The text for the client. */
    String reason() {
        return reason;
    }

    private static final class Text {
        static final String ANNOUNCE = "Cannot parse query params for announce request: ";
        static final String SCRAPE = "Cannot parse query params for scrape request: ";
    }
}
