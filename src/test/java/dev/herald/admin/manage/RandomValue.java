package dev.herald.admin.manage;

import dev.herald.Seeds;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Values near the limits of schemas, valid and invalid. */
record RandomValue(SplittableRandom random) {

    /** Other paths beside those with parameters, and segments that clients normalize. */
    private static final Set<String> NO_SEGMENTS = Set.of("", ".", "..", "import", "export", "reload");

    private static final String[] TIMES = {
        "2027-01-01T00:00:00Z",
        "2027-01-01T00:00:00.5+05:30",
        "2027-01-01T00:00:00.123456789-00:00",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2027-01-01T00:00:00+18:00",
        "2028-02-29T23:59:59Z",
        "2027-01-01T00:00:00+18:01",
        "2027-01-01T00:00:00+19:00",
        "2027-01-01T00:00Z",
        "2027-01-01T00:00:00+01",
        "2027-01-01T00:00:00+01:00:00",
        "2027-02-29T00:00:00Z",
        "2027-01-01T00:00:60Z",
        "2027-01-01T24:00:00Z",
        "2027-01-01t00:00:00z",
        "2027-01-01 00:00:00Z",
        "2027-01-01T00:00:00.Z",
        "2027-01-01T00:00:00.1234567890Z",
        "2027-01-01T00:00:00Z[UTC]",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "+10000-01-01T00:00:00Z",
        "-2027-01-01T00:00:00Z",
        "soon",
        ""
    };

    private static final String[] PARTS = {
        "\u0000",
        "\u0001",
        "\t",
        "\n",
        "\r",
        "\u001f",
        " ",
        "\"",
        "\\",
        "/",
        "%",
        "+",
        ";",
        "&",
        "=",
        "#",
        "?",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u00e9",
        "\u2003",
        "\u2028",
        "\u3000",
        "\ufeff",
        "\ufffd",
        "\uffff",
        "\ud83d\ude00",
        "x",
        "Z",
        "0"
    };

    /** The text of a path's segment. */
    String segment(JsonObject parameter, JsonObject schema) {
        String text;
        do {
            text = parameter(parameter, schema);
        } while (NO_SEGMENTS.contains(text) || text.contains("/") || text.contains("\\"));
        return text;
    }

    /** The text of a parameter, without unpaired surrogates, which cannot be written in a URL. */
    String parameter(JsonObject parameter, JsonObject schema) {
        if (schema.getString("type").equals("integer")) {
            return integer(schema);
        }
        String text = schema.containsKey("enum") ? word(schema) : example(parameter);
        return random.nextInt(3) == 0 ? mutated(text) : renewed(text);
    }

    private static String example(JsonObject parameter) {
        JsonValue example = parameter.getOrDefault("example", Json.createValue("abc-DEF_0"));
        JsonValue first = example.getValueType() == JsonValue.ValueType.ARRAY
                ? example.asJsonArray().get(0)
                : example;
        return first instanceof JsonString string ? string.getString() : first.toString();
    }

    private String word(JsonObject schema) {
        List<JsonString> words = schema.getJsonArray("enum").getValuesAs(JsonString.class);
        return words.get(random.nextInt(words.size())).getString();
    }

    private String integer(JsonObject schema) {
        long minimum = schema.getJsonNumber("minimum").longValue();
        long maximum = schema.getJsonNumber("maximum").longValue();
        return switch (random.nextInt(4)) {
            case 0 -> Long.toString(Seeds.pick(random, minimum, maximum));
            case 1 -> Long.toString(Seeds.pick(random, minimum - 1, maximum + 1, Seeds.number(random)));
            case 2 ->
                Seeds.pick(random, "", " ", "x", "1.5", "1e", "0x10", "\u0661", "99999999999999999999999999", "1,2");
            default -> Long.toString(random.nextLong(minimum, Math.min(maximum, 10_000) + 1));
        };
    }

    /** The same kind of text with other letters and digits. */
    private String renewed(String text) {
        StringBuilder other = new StringBuilder(text);
        boolean hex = text.matches("[0-9a-fA-F]+");
        for (int i = 0; i < text.length() && hex; i++) {
            other.setCharAt(i, "0123456789abcdef".charAt(random.nextInt(text.matches("[0-9]+") ? 10 : 16)));
        }
        return other.toString();
    }

    private String mutated(String text) {
        int at = random.nextInt(text.length() + 1);
        String part = Seeds.pick(random, PARTS);
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + part + text.substring(at);
            case 2 -> text + part;
            case 3 -> part + text;
            case 4 -> part.repeat(Seeds.pick(random, 1, 15, 16, 40, 64, 65, 100, 200, 201));
            default -> "";
        };
    }

    /** Any text of Unicode. */
    String text(int most) {
        StringBuilder text = new StringBuilder();
        while (text.length() < random.nextInt(most + 1)) {
            text.append(Seeds.pick(random, PARTS));
        }
        return text.toString();
    }

    /** The object with one member changed, added or removed. */
    JsonObject changed(JsonObject object, JsonObject schema, ApiDocument document) {
        JsonObject properties = schema.getJsonObject("properties");
        JsonObjectBuilder changed = Json.createObjectBuilder(object);
        String name = Seeds.pick(random, properties.keySet().toArray(String[]::new));
        switch (random.nextInt(8)) {
            case 0 -> changed.remove(name);
            case 1 -> changed.addNull(name);
            case 2 -> changed.add(name, other());
            case 3 -> changed.add(Seeds.pick(random, "unknown", "", name + " ", "Label"), "x");
            default -> changed.add(name, value(document.resolved(properties.getJsonObject(name)), document));
        }
        return changed.build();
    }

    private JsonValue other() {
        return Seeds.pick(
                random,
                JsonValue.TRUE,
                JsonValue.FALSE,
                JsonValue.EMPTY_JSON_ARRAY,
                JsonValue.EMPTY_JSON_OBJECT,
                Json.createValue(7),
                Json.createValue(-1),
                Json.createValue(1.5),
                Json.createValue("7"),
                Json.createArrayBuilder().addNull().build());
    }

    private JsonValue value(JsonObject schema, ApiDocument document) {
        return switch (schema.getString("type")) {
            case "integer" -> {
                String digits = integer(schema);
                yield digits.matches("-?[0-9]{1,18}")
                        ? Json.createValue(Long.parseLong(digits))
                        : Json.createValue(digits);
            }
            case "array" -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                for (int i = random.nextInt(5); i > 0; i--) {
                    array.add(value(document.resolved(schema.getJsonObject("items")), document));
                }
                yield array.build();
            }
            default -> Json.createValue(schema.containsKey("enum") ? enumerated(schema) : string(schema));
        };
    }

    private String enumerated(JsonObject schema) {
        return random.nextInt(8) == 0 ? mutated(word(schema)) : word(schema);
    }

    private String string(JsonObject schema) {
        if (schema.getString("format", "").equals("date-time")) {
            return Seeds.pick(random, TIMES);
        }
        int most = schema.getInt("maxLength", 64);
        return switch (random.nextInt(6)) {
            case 0 -> "a".repeat(most + random.nextInt(-1, 2));
            case 1 -> "\ud83d\ude00".repeat(most / 2 + random.nextInt(2));
            case 2 -> Seeds.text(random, "abcXYZ019", 32, 32);
            case 3 -> "a" + Seeds.pick(random, PARTS) + "b";
            case 4 ->
                Seeds.pick(random, "\ud800", "\udc00x", "", " ", "a ", "\u2003a", Seeds.text(random, "0af", 40, 40));
            default -> mutated("label");
        };
    }

    /** As JSON; other characters than ASCII are escaped at random, unpaired surrogates always. */
    String written(JsonValue value) {
        String text = value.toString();
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text) && random.nextBoolean()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 0x7f ? Character.toString(c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
