package dev.herald.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses a line of the header {@code Forwarded} (RFC 7239 section 4). */
final class ForwardedHeader {

    /** The node of an element without a {@code for} parameter (RFC 7239 section 6.2). It is not an address. */
    private static final String UNKNOWN = "unknown";

    private final String line;
    private int index;

    private ForwardedHeader(String line) {
        this.line = line;
    }

    /**
     * The value of {@code for} of each element, or {@code unknown}. A line with an unbalanced quotation mark is one unknown element, because
     * the client may have sent any part of it.
     */
    static List<String> nodes(String line) {
        return new ForwardedHeader(line).nodes();
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        String node = UNKNOWN;
        while (index < line.length()) {
            String name = readUntil("=,;").strip().toLowerCase(Locale.ROOT);
            if (index < line.length() && line.charAt(index) == '=') {
                index++;
                String value = readValue();
                if (index > line.length()) {
                    return List.of(UNKNOWN);
                }
                node = name.equals("for") ? value : node;
            }
            if (index >= line.length() || line.charAt(index) == ',') {
                nodes.add(node);
                node = UNKNOWN;
            }
            index++;
        }
        return nodes;
    }

    /** Reads a token or a quoted string. If the latter is not closed or has text behind it, the index is behind the line afterwards. */
    private String readValue() {
        if (index >= line.length() || line.charAt(index) != '"') {
            return readUntil(",;").strip();
        }
        StringBuilder value = new StringBuilder();
        index++;
        while (index < line.length() && line.charAt(index) != '"') {
            if (line.charAt(index) == '\\') {
                index++;
            }
            if (index < line.length()) {
                value.append(line.charAt(index++));
            }
        }
        index++;
        if (index <= line.length() && !readUntil(",;").isBlank()) {
            index = line.length() + 1;
        }
        return value.toString();
    }

    private String readUntil(String delimiters) {
        int from = index;
        while (index < line.length() && delimiters.indexOf(line.charAt(index)) < 0) {
            index++;
        }
        return line.substring(from, index);
    }
}
