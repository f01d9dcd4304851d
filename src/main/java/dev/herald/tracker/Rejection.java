package dev.herald.tracker;

/**
 * Why the tracker declined: a value and not an exception, because a stranger decides how often it happens.
 *
 * <p>The reason is fixed text, safe to show to clients and to use as a metric label.
 */
public enum Rejection {
    /** The peer cannot be reached and the settings refuse such peers. */
    INVALID_PORT("invalid port"),
    /** A scrape that named no torrent. */
    FULL_SCRAPE("full scrape not supported"),
    /** A fault of the tracker itself; the log has the cause. */
    INTERNAL_ERROR("internal error");

    private final String reason;

    Rejection(String reason) {
        this.reason = reason;
    }

    /** The text that the client is shown. */
    public String reason() {
        return reason;
    }
}
