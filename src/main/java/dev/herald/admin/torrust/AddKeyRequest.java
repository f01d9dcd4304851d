package dev.herald.admin.torrust;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The body that asks for a key. Both members must be there, and each may be null.
 *
 * @param key the key; without it one is drawn by lot
 * @param secondsValid for how long, a decimal number of 64 bits; without it for ever
 */
record AddKeyRequest(Optional<String> key, Optional<String> secondsValid) {

    static final int MOST_BYTES = 1 << 16;

    private static final String KEY = "key";
    private static final String SECONDS = "seconds_valid";
    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/(\\S+\\+)?json\\s*(;.*)?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    /**
     * Reads it.
     *
     * @param type the value of the header Content-Type
     * @throws TorrustException in Torrust's words if it is anything else
     */
    static AddKeyRequest read(Optional<String> type, InputStream body) {
        if (type.filter(value -> JSON.matcher(value).matches()).isEmpty()) {
            throw TorrustException.notJson();
        }
        try (JsonParser parser = Json.createParser(new StringReader(text(body)))) {
            return read(parser);
        } catch (JsonException e) {
            throw TorrustException.bad("Failed to parse the request body as JSON: it is not JSON");
        }
    }

    private static String text(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw TorrustException.tooLong();
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw TorrustException.bad("Failed to parse the request body as JSON: it is not UTF-8");
        } catch (IOException e) {
            throw TorrustException.bad("Failed to buffer the request body: it breaks off");
        }
    }

    private static AddKeyRequest read(JsonParser parser) {
        Event first = parser.next();
        if (first != Event.START_OBJECT) {
            throw wrongType("", parser, first, "struct AddKeyForm");
        }
        Map<String, Optional<String>> members = new HashMap<>();
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (!name.equals(KEY) && !name.equals(SECONDS)) {
                throw unfit("unknown field `" + name + "`, expected `key` or `seconds_valid`", parser);
            }
            if (members.containsKey(name)) {
                throw unfit("duplicate field `" + name + "`", parser);
            }
            members.put(name, name.equals(KEY) ? textOf(parser) : number(parser));
        }
        for (String name : new String[] {KEY, SECONDS}) {
            if (!members.containsKey(name)) {
                throw unfit("missing field `" + name + "`", parser);
            }
        }
        // Throws if anything follows.
        parser.hasNext();
        return new AddKeyRequest(members.get(KEY), members.get(SECONDS));
    }

    private static Optional<String> textOf(JsonParser parser) {
        Event event = parser.next();
        if (event == Event.VALUE_STRING) {
            return Optional.of(parser.getString());
        }
        if (event == Event.VALUE_NULL) {
            return Optional.empty();
        }
        throw wrongType(KEY + ": ", parser, event, "a string");
    }

    private static Optional<String> number(JsonParser parser) {
        Event event = parser.next();
        if (event == Event.VALUE_NULL) {
            return Optional.empty();
        }
        if (event == Event.VALUE_NUMBER && KeyDuration.fits(parser.getString())) {
            return Optional.of(parser.getString());
        }
        throw wrongType(SECONDS + ": ", parser, event, "u64");
    }

    /** As serde, which Torrust reads JSON with, says it. */
    private static TorrustException wrongType(String where, JsonParser parser, Event event, String expected) {
        return unfit(where + "invalid type: " + found(parser, event) + ", expected " + expected, parser);
    }

    private static String found(JsonParser parser, Event event) {
        return switch (event) {
            case VALUE_STRING -> "string \"" + parser.getString() + "\"";
            case VALUE_NUMBER ->
                (WHOLE.matcher(parser.getString()).matches() ? "integer `" : "floating point `")
                        + parser.getString()
                        + "`";
            case VALUE_TRUE -> "boolean `true`";
            case VALUE_FALSE -> "boolean `false`";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "sequence";
            default -> "map";
        };
    }

    private static TorrustException unfit(String what, JsonParser parser) {
        return TorrustException.unfit(what + " at line " + parser.getLocation().getLineNumber() + " column "
                + parser.getLocation().getColumnNumber());
    }
}
