package dev.herald.metrics;

import java.util.Locale;

/** Why a request or connection was rejected or dropped: the closed set of values of the metrics, the log of rejections and the API. */
public enum Reason {
    /** The port of the peer is 0 or 1. */
    INVALID_PORT(Outcome.REJECTED),
    /** The tracker is private and the client sent no key. */
    MISSING_KEY(Outcome.REJECTED),
    /** The tracker is private and the key has an invalid format. */
    MALFORMED_KEY(Outcome.REJECTED),
    /** The tracker is private and the key does not exist. */
    UNKNOWN_KEY(Outcome.REJECTED),
    /** The tracker is private and the key has expired. */
    EXPIRED_KEY(Outcome.REJECTED),
    /** The tracker is listed and the torrent is not. */
    UNLISTED(Outcome.REJECTED),
    /** The torrent is on the deny list. */
    DENIED(Outcome.REJECTED),
    /** A scrape without a torrent. */
    FULL_SCRAPE(Outcome.REJECTED),
    /** The frontend could not parse the request, and answered with an error. */
    INVALID_REQUEST(Outcome.INVALID),
    /** A trusted proxy did not send the address of its client. */
    UNKNOWN_CLIENT(Outcome.INVALID),
    /** Not a datagram of the protocol; dropped (UDP). */
    MALFORMED(Outcome.MALFORMED),
    /** The connection id is missing, expired or forged; dropped (UDP). */
    BAD_CONNECTION_ID(Outcome.BAD_CONNECTION_ID),
    /** A limit of connections, in total or of the address, was reached. No request was received. */
    TOO_MANY_CONNECTIONS(Outcome.FAILED),
    /** The send buffer was full; dropped (UDP). */
    OVERLOAD(Outcome.FAILED),
    /** A failure of the tracker; the log has the cause. */
    INTERNAL_ERROR(Outcome.FAILED);

    private final Outcome outcome;
    private final String label;

    Reason(Outcome outcome) {
        this.outcome = outcome;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /** Returns the outcome that requests with this reason are counted under. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the name in metrics and the API, such as {@code missing_key}. */
    public String label() {
        return label;
    }
}
