package dev.herald.admin.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The parameters of a query in their order, decoded as {@code application/x-www-form-urlencoded}. Invalid escapes are literal
 * text, invalid UTF-8 becomes U+FFFD. The container's own parser drops names that it cannot decode.
 */
public final class QueryString {

    private record Parameter(String name, String value) {}

    private final List<Parameter> parameters = new ArrayList<>();

    /** Parses a raw query. The length of a request line bounds the number of parameters. */
    public QueryString(String raw) {
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.add(new Parameter(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1))));
        }
    }

    /** Parses the query of a request. */
    public static QueryString of(HttpServletRequest request) {
        return new QueryString(Objects.requireNonNullElse(request.getQueryString(), ""));
    }

    /** The value of the first parameter with a name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all parameters with a name. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    private static String decode(String text) {
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
