package dev.herald.metrics;

import java.util.Locale;

/** How a request ended. */
public enum Outcome {
    /** Answered successfully. */
    ANSWERED,
    /** Rejected by the tracker with a reason. */
    REJECTED,
    /** Rejected by the frontend as invalid, with a reason. */
    INVALID,
    /** Invalid and dropped without an answer (UDP). */
    MALFORMED,
    /** Dropped without an answer because of an invalid connection id (UDP). */
    BAD_CONNECTION_ID,
    /** Failed because of an internal error. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the name in metrics, such as {@code answered}. */
    public String label() {
        return label;
    }
}
