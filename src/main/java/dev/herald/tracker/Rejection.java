package dev.herald.tracker;

import dev.herald.access.Decision;

/**
 * Why the tracker declined: a value and not an exception, because a stranger decides how often it happens.
 *
 * <p>The reason is fixed text, safe to show to clients and to use as a metric label. Those about keys and torrents contain
 * what tools look for in the answers of both generations of Torrust, and what the protocol reference has clients told.
 */
public enum Rejection {
    /** The peer cannot be reached and the settings refuse such peers. */
    INVALID_PORT("invalid port"),
    /** The tracker is private and the client sent no key; over UDP that is every client without BEP 41. */
    MISSING_KEY("Tracker authentication error: Authentication error:"
            + " Missing authentication key param for private tracker: missing passkey"),
    /** The tracker is private and what the client sent cannot be a key. */
    MALFORMED_KEY("Tracker authentication error: Authentication error:"
            + " Invalid format for authentication key param: invalid passkey"),
    /** The tracker is private and nobody has this key. */
    UNKNOWN_KEY("Tracker authentication error: Authentication error: Failed to read key: invalid passkey"),
    /** The tracker is private and the key was valid once. */
    EXPIRED_KEY("Tracker authentication error: Authentication error: Key has expired"),
    /** The tracker serves listed torrents only; the text goes on with the info-hash. */
    UNLISTED("Tracker whitelist error: unregistered torrent"),
    /** The torrent is denied; the text goes on with the info-hash and the reason, if there is one. */
    DENIED("Tracker whitelist error: unregistered torrent"),
    /** A scrape that named no torrent. */
    FULL_SCRAPE("full scrape not supported"),
    /** A fault of the tracker itself; the log has the cause. */
    INTERNAL_ERROR("internal error");

    private final String reason;

    Rejection(String reason) {
        this.reason = reason;
    }

    /** The rejection that tells of {@code decision}, which is not {@link Decision#ALLOWED}. */
    static Rejection of(Decision decision) {
        return switch (decision) {
            case MISSING_KEY -> MISSING_KEY;
            case MALFORMED_KEY -> MALFORMED_KEY;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case EXPIRED_KEY -> EXPIRED_KEY;
            case UNLISTED -> UNLISTED;
            case DENIED -> DENIED;
            case ALLOWED -> throw new IllegalArgumentException("allowed");
        };
    }

    /** The text that the client is shown, or how it begins. */
    public String reason() {
        return reason;
    }
}
