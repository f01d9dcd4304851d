package dev.herald.registry;

/** What a token allows. */
public enum Scope {
    /** To read everything but keys, tokens and the audit. */
    READ,
    /** To change the whitelist and the deny list. */
    TORRENTS,
    /** To read and change keys. */
    KEYS,
    /** Everything. */
    ADMIN
}
