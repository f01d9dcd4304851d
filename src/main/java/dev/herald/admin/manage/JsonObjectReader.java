package dev.herald.admin.manage;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object, read strictly: a name that nobody reads and a name that comes twice are mistakes of the
 * client, which would otherwise wonder why nothing happens. Values are texts or lists of texts, because nothing else is ever
 * asked for; {@code null} is as good as absent.
 */
final class JsonObjectReader {

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private JsonObjectReader() {}

    /**
     * Reads an object, or nothing at all, which is an object without members.
     *
     * @param known the names there may be
     * @throws ProblemException with 400 for what is not one JSON object, 422 for a member that there may not be
     */
    static JsonObjectReader parse(String json, Set<String> known) {
        JsonObjectReader members = new JsonObjectReader();
        if (json.isBlank()) {
            return members;
        }
        try (JsonParser parser = Json.createParser(new StringReader(json))) {
            if (parser.next() != Event.START_OBJECT) {
                throw ProblemException.of(400, "This is not a JSON object");
            }
            members.readObject(parser, known);
            // Throws if anything follows.
            parser.hasNext();
        } catch (JsonException e) {
            throw ProblemException.of(400, "This is not JSON");
        }
        return members;
    }

    private void readObject(JsonParser parser, Set<String> known) {
        Set<String> seen = new HashSet<>();
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            if (!known.contains(name)) {
                throw new ProblemException(
                        Problem.of(422, "There is a member that is not known; known are " + sorted(known)));
            }
            if (!seen.add(name)) {
                throw new ProblemException(Problem.of(400, "The member " + name + " comes twice"));
            }
            readValue(parser, name);
        }
    }

    private void readValue(JsonParser parser, String name) {
        switch (parser.next()) {
            case VALUE_STRING -> texts.put(name, encodable(name, parser.getString()));
            case START_ARRAY -> lists.put(name, readList(parser, name));
            case VALUE_NULL -> {}
            default -> throw new ProblemException(Problem.unacceptable("/" + name, name + " must be a string"));
        }
    }

    private static List<String> readList(JsonParser parser, String name) {
        List<String> list = new ArrayList<>();
        for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
            if (event != Event.VALUE_STRING) {
                throw new ProblemException(Problem.unacceptable("/" + name, name + " must be a list of strings"));
            }
            list.add(encodable(name, parser.getString()));
        }
        return list;
    }

    private static String encodable(String name, String text) {
        if (!StrictUtf8.encodable(text)) {
            throw new ProblemException(Problem.unacceptable("/" + name, name + " has half a surrogate pair"));
        }
        return text;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    /** A text, if it is there. */
    Optional<String> text(String name) {
        if (lists.containsKey(name)) {
            throw new ProblemException(Problem.unacceptable("/" + name, name + " must be a string"));
        }
        return Optional.ofNullable(texts.get(name));
    }

    /** A list of texts, if it is there. */
    Optional<List<String>> list(String name) {
        if (texts.containsKey(name)) {
            throw new ProblemException(Problem.unacceptable("/" + name, name + " must be a list of strings"));
        }
        return Optional.ofNullable(lists.get(name));
    }

    /**
     * A time in seconds since 1970, or {@code otherwise} if it is not there.
     *
     * @throws ProblemException with 422 if it is no time
     */
    long time(String name, long otherwise) {
        return text(name)
                .map(text -> Times.parse(text)
                        .orElseThrow(() -> new ProblemException(Problem.unacceptable(
                                "/" + name, name + " must be a time such as 2027-01-01T00:00:00Z, from 1970 to 9999"))))
                .orElse(otherwise);
    }
}
