package dev.herald.admin.manage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the next page of a list begins, as a client sees it: a text that means nothing to it. It names its list, so that the
 * cursor of one list is not taken for a place in another, and holds no secret but what the page before it has shown.
 *
 * @param list the list it belongs to, with whatever else must be the same for the next page
 * @param parts the place
 */
record Cursor(String list, List<String> parts) {

    /** No cursor that Herald makes is longer. */
    static final int MOST_LENGTH = 512;

    private static final char SEPARATOR = '\n';

    Cursor {
        parts = List.copyOf(parts);
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<Cursor> parse(String text) {
        if (text.isEmpty() || text.length() > MOST_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            List<String> all = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
            Cursor cursor = new Cursor(all.get(0), all.subList(1, all.size()));
            // Several texts decode to the same bytes; only one of them is ours.
            return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(list);
        parts.forEach(part -> text.append(SEPARATOR).append(part));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
