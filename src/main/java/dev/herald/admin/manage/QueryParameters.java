package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.registry.EntryQuery;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The query parameters of a request. Rejects unknown and duplicate ones. */
final class QueryParameters {

    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

    /** What the decoder substitutes for invalid bytes. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * The parameters of a request.
     *
     * @param known names of the known parameters
     * @throws ApiException with 400 if a parameter is unknown, occurs twice or is not UTF-8
     */
    static QueryParameters of(UriInfo uri, String... known) {
        return of(uri.getQueryParameters(), Set.of(known));
    }

    static QueryParameters of(Map<String, List<String>> values, Set<String> known) {
        values.forEach((name, all) -> {
            if (!known.contains(name)) {
                throw ApiException.of(
                        400,
                        "Unknown parameter; the known parameters are "
                                + known.stream().sorted().toList());
            }
            if (all.size() > 1) {
                throw ApiException.of(400, "The parameter " + name + " occurs twice");
            }
            if (all.get(0).indexOf(REPLACEMENT) >= 0) {
                throw ApiException.of(400, "The parameter " + name + " is not UTF-8");
            }
        });
        return new QueryParameters(values);
    }

    /** The value of a parameter; "" if it is absent. */
    String text(String name) {
        return find(name).orElse("");
    }

    /** The value of a parameter, possibly ""; empty if it is absent. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(all -> all.get(0));
    }

    /** {@code limit}: the most items of a page, 1 to {@value EntryQuery#MAX_LIMIT}. */
    int limit() {
        Optional<String> text = find("limit");
        if (text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        return text.filter(digits -> LIMIT.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(limit -> limit <= EntryQuery.MAX_LIMIT)
                .orElseThrow(
                        () -> ApiException.of(400, "The limit must be a number from 1 to " + EntryQuery.MAX_LIMIT));
    }

    /**
     * {@code cursor}: the position in a list.
     *
     * @param parts the number of parts of the list's cursors
     * @param position parses the parts; throws {@link IllegalArgumentException} if they are no position in the list
     * @throws ApiException with 400 if the value is no cursor of the list
     */
    <T> Optional<T> cursor(String list, int parts, Function<List<String>, T> position) {
        return find("cursor").map(text -> Cursor.parse(text)
                .filter(cursor -> cursor.list().equals(list) && cursor.parts().size() == parts)
                .flatMap(cursor -> parse(cursor.parts(), position))
                .orElseThrow(() -> ApiException.of(400, "The cursor does not belong to this list")));
    }

    private static <T> Optional<T> parse(List<String> parts, Function<List<String>, T> position) {
        try {
            return Optional.of(position.apply(parts));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value of a parameter, one of {@code allowed}; empty if the parameter is absent. */
    Optional<String> optional(String name, List<String> allowed) {
        return find(name).isEmpty() ? Optional.empty() : Optional.of(oneOf(name, allowed));
    }

    /**
     * The value of a parameter, a time, in seconds since 1970; {@code absent} if there is none.
     *
     * @throws ApiException with 400 if the value is no time
     */
    long time(String name, long absent) {
        return find(name)
                .map(text -> Times.parse(text)
                        .orElseThrow(() -> ApiException.of(
                                400, "The parameter " + name + " must be a time such as 2027-01-01T00:00:00Z")))
                .orElse(absent);
    }

    /** The value of a parameter, one of {@code allowed}; the first if the parameter is absent. */
    String oneOf(String name, List<String> allowed) {
        String text = find(name).orElse(allowed.get(0));
        if (!allowed.contains(text)) {
            throw ApiException.of(400, "The parameter " + name + " must be one of " + allowed);
        }
        return text;
    }
}
