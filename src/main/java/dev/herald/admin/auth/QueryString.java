package dev.herald.admin.auth;

import dev.herald.bittorrent.PercentEncoding;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        byte[] bytes = PercentEncoding.decode(text, true).getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
