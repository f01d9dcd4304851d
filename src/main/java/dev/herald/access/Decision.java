package dev.herald.access;

/** What {@link Access} says of a key or of a torrent. */
public enum Decision {
    /** Go on. */
    ALLOWED,
    /** The tracker is private and the client sent no key. */
    MISSING_KEY,
    /** The tracker is private and what the client sent cannot be a key. */
    MALFORMED_KEY,
    /** The tracker is private and nobody has this key. */
    UNKNOWN_KEY,
    /** The tracker is private and the key was valid once. */
    EXPIRED_KEY,
    /** The tracker serves listed torrents only, and this one is not listed. */
    UNLISTED,
    /** The torrent is on the deny list. */
    DENIED
}
