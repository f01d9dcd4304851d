package dev.herald.admin.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query in the order they came, decoded as forms are: {@code +} is a space, and what is no escape or no
 * UTF-8 is taken for what it looks like. It is read from the request line itself, because the container's own reading leaves
 * out the names that it cannot decode.
 */
public final class QueryString {

    private record Parameter(String name, String value) {}

    private final List<Parameter> parameters = new ArrayList<>();

    /** Reads a query as it was sent; the length of a request line limits how many parameters there are. */
    public QueryString(String raw) {
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.add(new Parameter(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1))));
        }
    }

    /** The first parameter of that name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All parameters of that name. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '%'
                    && i + 2 < text.length()
                    && HexFormat.isHexDigit(text.charAt(i + 1))
                    && HexFormat.isHexDigit(text.charAt(i + 2));
            if (escape) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
