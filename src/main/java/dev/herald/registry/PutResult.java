package dev.herald.registry;

/** The result of {@link EntryRepository#put}. */
public enum PutResult {
    /** The entry is new. */
    ADDED,
    /** The entry had another label, note or end. */
    CHANGED,
    /** The entry was the same. */
    SAME
}
