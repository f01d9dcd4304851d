package dev.herald.registry;

/**
 * Which entries to list.
 *
 * @param search the beginning of the id, or a part of the label or note in either case; empty for all
 * @param after the {@code next} of the page before; empty for the first page
 * @param limit the most entries of a page, 1 to {@value #MOST}
 */
public record EntryQuery(String search, String after, int limit) {

    /** The longest page. */
    public static final int MOST = 1000;

    /** Refuses limits out of bounds and texts that no entry could have. */
    public EntryQuery {
        StorableText.require(search, "the search", StorableText.LINE, false);
        StorableText.require(after, "the cursor", StorableText.LINE, false);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be from 1 to " + MOST + ", but is " + limit);
        }
    }

    /** The first {@code limit} entries. */
    public static EntryQuery first(int limit) {
        return new EntryQuery("", "", limit);
    }
}
