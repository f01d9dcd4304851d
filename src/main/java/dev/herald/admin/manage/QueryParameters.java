package dev.herald.admin.manage;

import dev.herald.registry.EntryQuery;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The query parameters of a request. One that nobody reads is a mistake of the client, and so is one that comes twice. */
final class QueryParameters {

    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

    /** What a decoder puts where it could not decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * The parameters of a request.
     *
     * @param known the names there may be
     * @throws ProblemException with 400 if there is another, or one twice, or one that is not UTF-8
     */
    static QueryParameters of(UriInfo uri, String... known) {
        return of(uri.getQueryParameters(), Set.of(known));
    }

    static QueryParameters of(Map<String, List<String>> values, Set<String> known) {
        values.forEach((name, all) -> {
            if (!known.contains(name)) {
                throw ProblemException.of(
                        400,
                        "There is a parameter that is not known; known are "
                                + known.stream().sorted().toList());
            }
            if (all.size() > 1) {
                throw ProblemException.of(400, "The parameter " + name + " comes twice");
            }
            if (all.get(0).indexOf(REPLACEMENT) >= 0) {
                throw ProblemException.of(400, "The parameter " + name + " is not UTF-8");
            }
        });
        return new QueryParameters(values);
    }

    /** The text of a parameter; empty if it is not there. */
    String text(String name) {
        return find(name).orElse("");
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
    }

    /** {@code limit}: how long a page may be, 1 to {@value EntryQuery#MOST}. */
    int limit() {
        Optional<String> text = find("limit");
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        return text.filter(digits -> LIMIT.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(limit -> limit <= EntryQuery.MOST)
                .orElseThrow(() -> ProblemException.of(400, "The limit must be a number from 1 to " + EntryQuery.MOST));
    }

    /**
     * {@code cursor}: the place in a list.
     *
     * @param parts how many the list's cursors have
     * @param place reads these parts, and throws an {@link IllegalArgumentException} if they are no place in the list
     * @throws ProblemException with 400 if it is no cursor of that list
     */
    <T> Optional<T> cursor(String list, int parts, Function<List<String>, T> place) {
        return find("cursor").map(text -> Cursor.parse(text)
                .filter(cursor -> cursor.list().equals(list) && cursor.parts().size() == parts)
                .flatMap(cursor -> read(cursor.parts(), place))
                .orElseThrow(() -> ProblemException.of(400, "The cursor does not belong to this list")));
    }

    private static <T> Optional<T> read(List<String> parts, Function<List<String>, T> place) {
        try {
            return Optional.of(place.apply(parts));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One of some words; the first if the parameter is not there. */
    String word(String name, List<String> words) {
        String text = find(name).orElse(words.get(0));
        if (!words.contains(text)) {
            throw ProblemException.of(400, "The parameter " + name + " must be one of " + words);
        }
        return text;
    }
}
