package dev.herald.http;

import java.util.List;
import java.util.stream.IntStream;

/** The names that mean something in a query. */
enum Parameter {
    INFO_HASH("info_hash"),
    PEER_ID("peer_id"),
    PORT("port"),
    LEFT("left"),
    UPLOADED("uploaded"),
    DOWNLOADED("downloaded"),
    EVENT("event"),
    NUMWANT("numwant"),
    COMPACT("compact"),
    NO_PEER_ID("no_peer_id"),
    /** Any other name. */
    OTHER("");

    private static final List<Parameter> KNOWN = List.of(values()).subList(0, OTHER.ordinal());

    /** The known ones whose names are so long. */
    private static final Parameter[][] BY_LENGTH = byLength();

    private final String text;

    Parameter(String text) {
        this.text = text;
    }

    /** The name on the wire, case-sensitive. */
    String text() {
        return text;
    }

    /** All but {@link #OTHER}. */
    static List<Parameter> known() {
        return KNOWN;
    }

    /** Which one has the name that stands there, without escapes. */
    static Parameter at(String query, int from, int to) {
        int length = to - from;
        if (length < BY_LENGTH.length) {
            for (Parameter parameter : BY_LENGTH[length]) {
                if (query.startsWith(parameter.text, from)) {
                    return parameter;
                }
            }
        }
        return OTHER;
    }

    private static Parameter[][] byLength() {
        int longest = KNOWN.stream()
                .mapToInt(parameter -> parameter.text.length())
                .max()
                .orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length -> KNOWN.stream()
                        .filter(parameter -> parameter.text.length() == length)
                        .toArray(Parameter[]::new))
                .toArray(Parameter[][]::new);
    }
}
