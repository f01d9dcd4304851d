package dev.herald.admin.torrust;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The body of a request that adds a key. Both members must be present; each may be null.
 *
 * @param key the key; empty for a random one
 * @param secondsValid its validity, an unsigned integer of 64 bits; empty if the key never expires
 */
record AddKeyRequest(Optional<String> key, Optional<String> secondsValid) {

    private static final String KEY = "key";
    private static final String SECONDS = "seconds_valid";
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/(\\S+\\+)?json\\s*(;.*)?");

    /**
     * Reads a body.
     *
     * @param type the value of the header Content-Type
     * @throws ApiException with 415 for another type, or as {@link JsonObjectReader} does
     */
    static AddKeyRequest read(Optional<String> type, InputStream body) {
        if (type.filter(value -> JSON.matcher(value).matches()).isEmpty()) {
            throw ApiException.of(415, "Expected request with `Content-Type: application/json`");
        }
        JsonObjectReader members = JsonObjectReader.parse(JsonObjectReader.body(body), Set.of(KEY, SECONDS));
        for (String name : List.of(KEY, SECONDS)) {
            if (!members.has(name)) {
                throw ApiException.of(422, "The member " + name + " is missing");
            }
        }
        return new AddKeyRequest(members.text(KEY), members.value(SECONDS).map(AddKeyRequest::seconds));
    }

    private static String seconds(JsonValue value) {
        String text = value.toString();
        if (value instanceof JsonNumber && TorrustParameters.isSeconds(text)) {
            return text;
        }
        // Torrust's contract compares the text for a string in place of a number.
        String found = value instanceof JsonString ? "string " + text : "another type";
        throw ApiException.of(
                422,
                "Failed to deserialize the JSON body into the target type: seconds_valid: invalid type: " + found
                        + ", expected u64");
    }
}
