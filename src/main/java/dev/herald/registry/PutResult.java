package dev.herald.registry;

/** What {@link EntryRepository#put} did. */
public enum PutResult {
    /** It was not there. */
    ADDED,
    /** It was there with another label, note or end; its creation time stays. */
    CHANGED,
    /** It was there just so. */
    SAME
}
