package dev.herald.http;

/**
 * Why the frontend refuses a request before the tracker sees it: a value and not an exception, because a stranger decides how
 * often it happens.
 *
 * <p>Each text serves two readers: it contains what clients and tools look for in Torrust's answers ({@code missing
 * param}, {@code invalid param value}, …) and ends in the short text of the protocol reference. It is fixed: nothing that a
 * client sent is repeated.
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
    /** A trusted proxy did not tell whom it speaks for. */
    UNKNOWN_CLIENT("Error resolving peer IP: missing or invalid the right most X-Forwarded-For IP"
            + " (mandatory on reverse proxy tracker configuration): internal error");

    private final String reason;

    RequestError(String reason) {
        this.reason = reason;
    }

    /** The text that the client is shown. */
    String reason() {
        return reason;
    }

    private static final class Text {
        static final String ANNOUNCE = "Cannot parse query params for announce request: ";
        static final String SCRAPE = "Cannot parse query params for scrape request: ";
    }
}
