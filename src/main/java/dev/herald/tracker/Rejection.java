package dev.herald.tracker;

import dev.herald.access.Decision;
import dev.herald.metrics.Reason;

/**
 * Why the tracker rejected a request: a value and not an exception, because clients decide how often it occurs.
 *
 * <p>The reason is a fixed text for clients. Those about keys and torrents contain the substrings that tools search
 * for in the answers of both generations of Torrust.
 */
public enum Rejection {
    /** Port 0 or 1, and {@link AnnouncePolicy#unreachable} rejects it. */
    INVALID_PORT(Reason.INVALID_PORT, "invalid port"),
    /** The tracker is private and the client sent no key, such as a UDP client without BEP 41. */
    MISSING_KEY(
            Reason.MISSING_KEY,
            "Tracker authentication error: Authentication error:"
                    + " Missing authentication key param for private tracker: missing passkey"),
    /** The tracker is private and the key has an invalid format. */
    MALFORMED_KEY(
            Reason.MALFORMED_KEY,
            "Tracker authentication error: Authentication error:"
                    + " Invalid format for authentication key param: invalid passkey"),
    /** The tracker is private and the key does not exist. */
    UNKNOWN_KEY(
            Reason.UNKNOWN_KEY,
            "Tracker authentication error: Authentication error: Failed to read key: invalid passkey"),
    /** The tracker is private and the key has expired. */
    EXPIRED_KEY(Reason.EXPIRED_KEY, "Tracker authentication error: Authentication error: Key has expired"),
    /** The tracker is listed and the torrent is not; the info hash follows the reason. */
    UNLISTED(Reason.UNLISTED, "Tracker whitelist error: unregistered torrent"),
    /** The torrent is denied; the info hash and the reason of the denial, if any, follow. */
    DENIED(Reason.DENIED, "Tracker whitelist error: unregistered torrent"),
    /** A scrape without a torrent. */
    FULL_SCRAPE(Reason.FULL_SCRAPE, "full scrape not supported"),
    /** A failure of the tracker; the log has the cause. */
    INTERNAL_ERROR(Reason.INTERNAL_ERROR, "internal error");

    private final Reason counted;
    private final String reason;

    Rejection(Reason counted, String reason) {
        this.counted = counted;
        this.reason = reason;
    }

    /** The rejection of a decision other than {@link Decision#ALLOWED}. */
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

    /** The reason that frontends count it as. */
    public Reason counted() {
        return counted;
    }

    /** The begin of the text for the client. */
    public String reason() {
        return reason;
    }
}
