package dev.herald.metrics;

/** The types of requests. */
public enum RequestType {
    /** A UDP connect (BEP 15). */
    CONNECT,
    /** An announce. */
    ANNOUNCE,
    /** A scrape. */
    SCRAPE,
    /** Anything else, such as an invalid request. */
    OTHER
}
