package dev.herald.admin;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strict parser of JSON objects whose values are scalars or lists of strings. Rejects unknown and duplicate members, which would
 * otherwise be ignored without a notice. Does not recurse, so that nested input cannot exhaust the stack.
 */
public final class JsonObjectReader {

    /** The maximum size of a body. */
    static final int MAX_BODY_BYTES = 64 << 10;

    private final Map<String, JsonValue> members = new HashMap<>();

    private JsonObjectReader() {}

    /**
     * Reads an object from a request body; a blank body is an object without members.
     *
     * @param known names of the known members
     * @throws ApiException as {@link #body} and {@link #parse} do
     */
    public static JsonObjectReader read(InputStream body, Set<String> known) {
        String json = body(body);
        return json.isBlank() ? new JsonObjectReader() : parse(json, known);
    }

    /**
     * Reads a request body of at most {@value #MAX_BODY_BYTES} bytes.
     *
     * @throws ApiException with 413 if it is longer, 400 if it is incomplete or not UTF-8
     */
    public static String body(InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            throw ApiException.of(400, "The body is incomplete");
        }
        if (bytes.length > MAX_BODY_BYTES) {
            // The rest of the body would be read as the next request of the connection.
            throw new ApiException(
                    413, "The body may be " + MAX_BODY_BYTES + " bytes long", Map.of(), Map.of("Connection", "close"));
        }
        return StrictUtf8.decode(bytes, 0, bytes.length)
                .orElseThrow(() -> ApiException.of(400, "The body is not UTF-8"));
    }

    /**
     * Parses an object.
     *
     * @param known names of the known members
     * @throws ApiException with 400 if {@code json} is not one object or has a member twice, 422 for an unknown member
     */
    public static JsonObjectReader parse(String json, Set<String> known) {
        JsonObjectReader object = new JsonObjectReader();
        try (JsonParser parser = Json.createParser(new StringReader(json))) {
            if (parser.next() != Event.START_OBJECT) {
                throw ApiException.of(400, "The body is not a JSON object");
            }
            object.readMembers(parser, known);
            // Throws if data follows the object.
            parser.hasNext();
        } catch (JsonException e) {
            throw ApiException.of(400, "The body is not JSON");
        }
        return object;
    }

    private void readMembers(JsonParser parser, Set<String> known) {
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (!known.contains(name)) {
                throw ApiException.of(
                        422,
                        "Unknown member; the known members are "
                                + known.stream().sorted().toList());
            }
            JsonValue value =
                    switch (parser.next()) {
                        case START_OBJECT -> throw notText(name);
                        case START_ARRAY -> readList(parser, name);
                        default -> parser.getValue();
                    };
            if (members.put(name, value) != null) {
                throw ApiException.of(400, "The member " + name + " occurs twice");
            }
        }
    }

    private static JsonArray readList(JsonParser parser, String name) {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            if (event != Event.VALUE_STRING) {
                throw notList(name);
            }
            list.add(parser.getValue());
        }
        return list.build();
    }

    private static ApiException notText(String name) {
        return ApiException.unacceptable(name, name + " must be a string");
    }

    private static ApiException notList(String name) {
        return ApiException.unacceptable(name, name + " must be a list of strings");
    }

    /** Whether the object has a member, which may be null. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The value of a member; empty if it is absent or null. */
    public Optional<JsonValue> value(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> value != JsonValue.NULL);
    }

    /**
     * The string value of a member; empty if it is absent or null.
     *
     * @throws ApiException with 422 if the value is no string
     */
    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonString string) {
                return requireEncodable(name, string);
            }
            throw notText(name);
        });
    }

    /**
     * The list value of a member; empty if it is absent or null.
     *
     * @throws ApiException with 422 if the value is no list
     */
    public Optional<List<String>> list(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonArray array) {
                return array.getValuesAs((JsonString element) -> requireEncodable(name, element));
            }
            throw notList(name);
        });
    }

    private static String requireEncodable(String name, JsonString string) {
        if (!StrictUtf8.canEncode(string.getString())) {
            throw ApiException.unacceptable(name, name + " has an unpaired surrogate");
        }
        return string.getString();
    }
}
