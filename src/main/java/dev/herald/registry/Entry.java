package dev.herald.registry;

import dev.herald.access.Access;

/**
 * A key, a listed torrent or a denied torrent.
 *
 * @param id the key's text, or the info-hash as 40 lower-case hexadecimal digits
 * @param label one line of at most {@value StorableText#MAX_LINE} characters; for a denied torrent the reason, which clients see
 * @param note at most {@value StorableText#MAX_NOTE} characters; only operators see it
 * @param created second since 1970
 * @param validUntil the last second since 1970 at which a key is valid, or {@link #FOREVER}; only keys expire
 */
public record Entry(String id, String label, String note, long created, long validUntil) {

    /** {@code validUntil} of an entry that does not expire. */
    public static final long FOREVER = Access.FOREVER;

    /**
     * Checks what every database can store. {@link EntryRepository} checks the id.
     *
     * @throws IllegalArgumentException if a rule is violated; the message names it and may be sent to clients
     */
    public Entry {
        StorableText.require(label, "the label", StorableText.MAX_LINE, false);
        StorableText.require(note, "the note", StorableText.MAX_NOTE, true);
        if (created < 0 || validUntil < 0) {
            throw new IllegalArgumentException("times must not be before 1970");
        }
    }

    /** An entry without label and note that does not expire. */
    public static Entry of(String id, long created) {
        return new Entry(id, "", "", created, FOREVER);
    }

    /** Without the id, which may be a secret key. */
    @Override
    public String toString() {
        return "Entry[" + label + "]";
    }
}
