package dev.herald.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the nodes that stand behind {@code for=} in a line of {@code Forwarded} (RFC 7239 section 4). */
final class ForwardedHeader {

    private static final List<String> BROKEN = List.of(ClientAddress.UNKNOWN);

    private final String line;
    private int at;

    private ForwardedHeader(String line) {
        this.line = line;
    }

    /**
     * One text for each element of the line, {@link ClientAddress#UNKNOWN} for an element that names nobody. A line with a
     * quotation mark too many is one such element: whatever stands in it may have been put there by the client.
     */
    static List<String> nodes(String line) {
        return new ForwardedHeader(line).nodes();
    }

    private List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        String node = ClientAddress.UNKNOWN;
        while (at < line.length()) {
            String name = upTo("=,;").strip().toLowerCase(Locale.ROOT);
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                String value = value();
                if (at > line.length()) {
                    return BROKEN;
                }
                node = name.equals("for") ? value : node;
            }
            if (at >= line.length() || line.charAt(at) == ',') {
                nodes.add(node);
                node = ClientAddress.UNKNOWN;
            }
            at++;
        }
        return nodes;
    }

    /** The value at this place: a token, or what stands in quotation marks. Goes beyond the line if it is never closed. */
    private String value() {
        if (at >= line.length() || line.charAt(at) != '"') {
            return upTo(",;").strip();
        }
        StringBuilder value = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\') {
                at++;
            }
            if (at < line.length()) {
                value.append(line.charAt(at++));
            }
        }
        at++;
        if (at <= line.length() && !upTo(",;").isBlank()) {
            at = line.length() + 1;
        }
        return value.toString();
    }

    private String upTo(String ends) {
        int from = at;
        while (at < line.length() && ends.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(from, at);
    }
}
