package dev.herald.registry;

/** A permission of a token. */
public enum Scope {
    /** Read everything but keys, addresses of peers, tokens, settings and the audit. */
    READ,
    /** Change the whitelist and the deny list, and read the addresses of peers. */
    TORRENTS,
    /** Read and change keys. */
    KEYS,
    /** Everything. */
    ADMIN
}
