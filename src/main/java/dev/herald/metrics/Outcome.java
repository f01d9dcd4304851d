package dev.herald.metrics;

/** How a request ended. */
public enum Outcome {
    /** Answered in full. */
    ANSWERED,
    /** Refused by the tracker, with a reason. */
    REJECTED,
    /** Refused by the door because it could not be understood, with a reason. */
    INVALID,
    /** Dropped in silence because it could not be understood (UDP). */
    MALFORMED,
    /** Dropped in silence because of its connection id (UDP). */
    BAD_CONNECTION_ID,
    /** Failed by a fault of the tracker. */
    FAILED
}
