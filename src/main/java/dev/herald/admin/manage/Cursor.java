package dev.herald.admin.manage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The position of the next page of a list, as an opaque text. Contains the name of the list, so that the cursor of one list is
 * rejected in another, and no secret that was not on the page before.
 *
 * @param list the list and everything else that must be the same for the next page
 * @param parts the position
 */
record Cursor(String list, List<String> parts) {

    /** Longer than every cursor that Herald makes. */
    static final int MAX_LENGTH = 512;

    Cursor {
        parts = List.copyOf(parts);
    }

    /** Parses the result of {@link #toString}; empty for anything else. */
    static Optional<Cursor> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            List<String> all = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
            Cursor cursor = new Cursor(all.get(0), all.subList(1, all.size()));
            // Several texts decode to the same bytes; only one of them is valid.
            return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String text = Stream.concat(Stream.of(list), parts.stream()).collect(Collectors.joining("\n"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
