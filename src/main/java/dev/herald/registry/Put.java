package dev.herald.registry;

/** What {@link Roll#put} did. */
public enum Put {
    /** It was not there. */
    ADDED,
    /** It was there with another label, note or end; its creation time stays. */
    CHANGED,
    /** It was there just so. */
    SAME
}
