package dev.herald.admin.torrust;

import dev.herald.admin.ApiException;
import dev.herald.admin.StrictUtf8;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The body of a request that adds a key. Both members must be present; each may be null.
 *
 * @param key the key; empty for a random one
 * @param secondsValid its validity, an unsigned integer of 64 bits; empty if the key never expires
 */
record AddKeyRequest(Optional<String> key, Optional<String> secondsValid) {

    static final int MAX_BYTES = 1 << 16;

    private static final String KEY = "key";
    private static final String SECONDS = "seconds_valid";
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/(\\S+\\+)?json\\s*(;.*)?");

    /**
     * Reads a body.
     *
     * @param type the value of the header Content-Type
     * @throws ApiException with the status of Torrust if the body is anything else
     */
    static AddKeyRequest read(Optional<String> type, InputStream body) {
        if (type.filter(value -> JSON.matcher(value).matches()).isEmpty()) {
            throw ApiException.of(415, "Expected request with `Content-Type: application/json`");
        }
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw ApiException.of(400, "Failed to buffer the request body: it is incomplete");
        }
        if (bytes.length > MAX_BYTES) {
            // The rest of the body would be read as the next request of the connection.
            throw new ApiException(
                    413,
                    "Failed to buffer the request body: length limit exceeded",
                    Map.of(),
                    Map.of("Connection", "close"));
        }
        String text = StrictUtf8.decode(bytes, 0, bytes.length).orElseThrow(() -> malformed("it is not UTF-8"));
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            return read(parser);
        } catch (JsonException e) {
            throw malformed("it is not JSON");
        }
    }

    private static AddKeyRequest read(JsonParser parser) {
        if (parser.next() != Event.START_OBJECT) {
            throw unacceptable("invalid type: expected an object");
        }
        Map<String, Optional<String>> members = new HashMap<>();
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (!name.equals(KEY) && !name.equals(SECONDS)) {
                throw unacceptable("unknown field `" + name + "`, expected `key` or `seconds_valid`");
            }
            if (members.put(name, value(name, parser)) != null) {
                throw unacceptable("duplicate field `" + name + "`");
            }
        }
        for (String name : List.of(KEY, SECONDS)) {
            if (!members.containsKey(name)) {
                throw unacceptable("missing field `" + name + "`");
            }
        }
        // Throws if data follows the object.
        parser.hasNext();
        return new AddKeyRequest(members.get(KEY), members.get(SECONDS));
    }

    private static Optional<String> value(String name, JsonParser parser) {
        Event event = parser.next();
        if (event == Event.VALUE_NULL) {
            return Optional.empty();
        }
        boolean valid = name.equals(KEY)
                ? event == Event.VALUE_STRING
                : event == Event.VALUE_NUMBER && TorrustParameters.isSeconds(parser.getString());
        if (!valid) {
            String found = event == Event.VALUE_STRING ? "string \"" + parser.getString() + "\"" : "another type";
            throw unacceptable(
                    name + ": invalid type: " + found + ", expected " + (name.equals(KEY) ? "a string" : "u64"));
        }
        return Optional.of(parser.getString());
    }

    private static ApiException malformed(String problem) {
        return ApiException.of(400, "Failed to parse the request body as JSON: " + problem);
    }

    /** Torrust's contract compares the text for a string in place of a number. */
    private static ApiException unacceptable(String problem) {
        return ApiException.of(422, "Failed to deserialize the JSON body into the target type: " + problem);
    }
}
