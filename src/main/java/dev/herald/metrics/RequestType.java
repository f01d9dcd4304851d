package dev.herald.metrics;

/** What was asked. */
public enum RequestType {
    /** A UDP connect (BEP 15). */
    CONNECT,
    /** An announce. */
    ANNOUNCE,
    /** A scrape. */
    SCRAPE,
    /** Nothing that could be told apart. */
    OTHER
}
