package dev.herald.registry;

/**
 * A query for one page of entries.
 *
 * @param search a prefix of the id, or a part of the label or note, ignoring case; empty for all
 * @param after {@link EntryPage#next} of the page before; empty for the first page
 * @param limit the most entries of a page, 1 to {@value #MAX_LIMIT}
 */
public record EntryQuery(String search, String after, int limit) {

    public static final int MAX_LIMIT = 1000;

    /** Checks the limit, and that the texts could be in an entry. */
    public EntryQuery {
        StorableText.require(search, "the search", StorableText.MAX_LINE, false);
        StorableText.require(after, "the cursor", StorableText.MAX_LINE, false);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("the limit must be from 1 to " + MAX_LIMIT + ", but is " + limit);
        }
    }
}
