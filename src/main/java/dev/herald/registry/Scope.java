package dev.herald.registry;

/** A permission of a token. */
public enum Scope {
    /** Read everything but keys, tokens and the audit. */
    READ,
    /** Change the whitelist and the deny list. */
    TORRENTS,
    /** Read and change keys. */
    KEYS,
    /** Everything. */
    ADMIN
}
