package dev.herald.access;

/** The decision of {@link Access} about a key or a torrent. */
public enum Decision {
    /** The request is served. */
    ALLOWED,
    /** The tracker is private and the client sent no key. */
    MISSING_KEY,
    /** The tracker is private and the client sent a malformed key. */
    MALFORMED_KEY,
    /** The tracker is private and the key does not exist. */
    UNKNOWN_KEY,
    /** The tracker is private and the key has expired. */
    EXPIRED_KEY,
    /** The tracker serves only torrents of the whitelist, and this one is not on it. */
    UNLISTED,
    /** The torrent is on the deny list. */
    DENIED
}
