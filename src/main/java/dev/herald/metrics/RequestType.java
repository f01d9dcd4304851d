package dev.herald.metrics;

import java.util.Locale;

/** The types of requests. */
public enum RequestType {
    /** A UDP connect (BEP 15). */
    CONNECT,
    /** An announce. */
    ANNOUNCE,
    /** A scrape. */
    SCRAPE,
    /** Anything else, such as an invalid request. */
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the name in metrics, such as {@code announce}. */
    public String label() {
        return label;
    }
}
