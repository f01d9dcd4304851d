package dev.herald.config;

import dev.herald.bittorrent.Endpoint;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Parses the text of settings. Rejects what has the wrong form; the records of the settings reject what is out of range. Both name the key,
 * the rule and the value.
 */
record SettingsParser(UnaryOperator<String> values) {

    int number(String key) {
        return number(key, "");
    }

    /** Returns a number, or {@code value} if the text is {@code word}. */
    int numberOr(String word, int value, String key) {
        return text(key).equalsIgnoreCase(word) ? value : number(key, word + " or ");
    }

    private int number(String key, String alternative) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw rejection(key, "must be " + alternative + "a whole number of at most " + Integer.MAX_VALUE);
        }
    }

    boolean flag(String key) {
        return switch (text(key).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw rejection(key, "must be true or false");
        };
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text(key)))
                .findFirst()
                .orElseThrow(() -> rejection(
                        key,
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    Path directory(String key) {
        String text = text(key);
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // Rejected like an empty one.
        }
        throw rejection(key, "must name a directory");
    }

    List<String> list(String key) {
        return Arrays.stream(text(key).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    Endpoint endpoint(String key) {
        return Endpoint.parse(text(key))
                .orElseThrow(() -> rejection(key, "must be one address and port such as 127.0.0.1:1212 or [::]:7070"));
    }

    List<Endpoint> endpoints(String key) {
        List<Endpoint> endpoints = list(key).stream()
                .flatMap(item -> Endpoint.parse(item).stream())
                .toList();
        if (endpoints.size() != list(key).size()) {
            throw rejection(key, "must be addresses and ports such as 0.0.0.0:6969,[::]:6969");
        }
        return endpoints;
    }

    String text(String key) {
        return values.apply(key).strip();
    }

    private IllegalArgumentException rejection(String key, String rule) {
        String value = text(key);
        return new IllegalArgumentException(key + " " + rule + ", but is " + (value.isEmpty() ? "empty" : value));
    }
}
