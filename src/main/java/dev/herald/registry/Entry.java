package dev.herald.registry;

import dev.herald.access.Access;

/**
 * A key, a listed torrent or a denied torrent.
 *
 * @param id the key's text, or the info-hash as 40 lower-case hexadecimal digits
 * @param label one line of at most {@value StorableText#LINE} characters; of a denied torrent it is the reason that clients are told
 * @param note at most {@value StorableText#NOTE} characters, for operators only
 * @param created second since 1970
 * @param validUntil the last second since 1970 at which a key is valid, or {@link #FOREVER}; only keys expire
 */
public record Entry(String id, String label, String note, long created, long validUntil) {

    /** The {@code validUntil} of what does not expire. */
    public static final long FOREVER = Access.FOREVER;

    /**
     * Keeps to what every database can store. Whether the id fits is judged by the {@link EntryRepository} that it is meant for.
     *
     * @throws IllegalArgumentException saying the rule; the text is fit for clients
     */
    public Entry {
        StorableText.require(label, "the label", StorableText.LINE, false);
        StorableText.require(note, "the note", StorableText.NOTE, true);
        if (created < 0 || validUntil < 0) {
            throw new IllegalArgumentException("times must not be before 1970");
        }
    }

    /** An entry without words that does not expire. */
    public static Entry of(String id, long created) {
        return new Entry(id, "", "", created, FOREVER);
    }

    /** Without the key itself, which is a secret that must not reach a log. */
    @Override
    public String toString() {
        return "Entry[" + label + "]";
    }
}
