package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.StrictUtf8;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strict parser of JSON objects whose values are strings or lists of strings; {@code null} is the same as absent. Rejects unknown
 * and duplicate members, which would otherwise be ignored without a notice.
 */
final class JsonObjectReader {

    static final int MAX_BODY_BYTES = 64 << 10;

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, String> strings = new HashMap<>();

    private JsonObjectReader() {}

    /**
     * Reads a request body of at most {@value #MAX_BODY_BYTES} bytes.
     *
     * @param known names of the known members
     * @throws ApiException with 413 if the body is longer, 400 if it is incomplete, not UTF-8 or not one JSON object, 422 for an
     *     unknown member
     */
    static JsonObjectReader read(InputStream body, Set<String> known) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            throw ApiException.of(400, LineReader.INCOMPLETE);
        }
        if (bytes.length > MAX_BODY_BYTES) {
            throw ApiException.of(413, "The body may be " + MAX_BODY_BYTES + " bytes long");
        }
        return StrictUtf8.decode(bytes, 0, bytes.length)
                .map(text -> parse(text, known))
                .orElseThrow(() -> ApiException.of(400, "The body is not UTF-8"));
    }

    /** Does the same for a text; a blank one is an object without members. */
    static JsonObjectReader parse(String json, Set<String> known) {
        JsonObjectReader members = new JsonObjectReader();
        if (json.isBlank()) {
            return members;
        }
        try (JsonParser parser = Json.createParser(new StringReader(json))) {
            if (parser.next() != Event.START_OBJECT) {
                throw ApiException.of(400, "The body is not a JSON object");
            }
            members.readObject(parser, known);
            // Throws if data follows the object.
            parser.hasNext();
        } catch (JsonException e) {
            throw ApiException.of(400, "The body is not JSON");
        }
        return members;
    }

    private void readObject(JsonParser parser, Set<String> known) {
        Set<String> seen = new HashSet<>();
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (!known.contains(name)) {
                throw ApiException.of(
                        422,
                        "Unknown member; the known members are "
                                + known.stream().sorted().toList());
            }
            if (!seen.add(name)) {
                throw ApiException.of(400, "The member " + name + " occurs twice");
            }
            readValue(parser, name);
        }
    }

    private void readValue(JsonParser parser, String name) {
        switch (parser.next()) {
            case VALUE_STRING -> strings.put(name, requireEncodable(name, parser.getString()));
            case START_ARRAY -> lists.put(name, readList(parser, name));
            case VALUE_NULL -> {}
            default -> throw ApiException.unacceptable(name, name + " must be a string");
        }
    }

    private static List<String> readList(JsonParser parser, String name) {
        List<String> list = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            if (event != Event.VALUE_STRING) {
                throw ApiException.unacceptable(name, name + " must be a list of strings");
            }
            list.add(requireEncodable(name, parser.getString()));
        }
        return list;
    }

    private static String requireEncodable(String name, String text) {
        if (!StrictUtf8.canEncode(text)) {
            throw ApiException.unacceptable(name, name + " has an unpaired surrogate");
        }
        return text;
    }

    /** The string value of a member; empty if it is absent. */
    Optional<String> text(String name) {
        if (lists.containsKey(name)) {
            throw ApiException.unacceptable(name, name + " must be a string");
        }
        return Optional.ofNullable(strings.get(name));
    }

    /** The list value of a member; empty if it is absent. */
    Optional<List<String>> list(String name) {
        if (strings.containsKey(name)) {
            throw ApiException.unacceptable(name, name + " must be a list of strings");
        }
        return Optional.ofNullable(lists.get(name));
    }

    /**
     * The time value of a member in seconds since 1970; {@code absent} if there is none.
     *
     * @throws ApiException with 422 if the value is no time
     */
    long time(String name, long absent) {
        return text(name)
                .map(text -> Times.parse(text)
                        .orElseThrow(() -> ApiException.unacceptable(
                                name, name + " must be a time such as 2027-01-01T00:00:00Z, from 1970 to 9999")))
                .orElse(absent);
    }
}
