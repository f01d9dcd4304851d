package dev.herald.admin.manage;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON schema of the document, evaluated without the code of the API. An unknown keyword is an error, because it would not be
 * tested.
 */
record JsonSchema(ApiDocument document, JsonObject json) {

    private static final Set<String> KNOWN = Set.of(
            "type",
            "nullable",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minItems",
            "uniqueItems",
            "description",
            "default");
    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    JsonSchema {
        json = document.resolved(json);
        if (!KNOWN.containsAll(json.keySet())) {
            throw new IllegalStateException("not known: " + json.keySet());
        }
    }

    /** Whether it accepts a value. */
    boolean accepts(JsonValue value) {
        if (value.getValueType() == ValueType.NULL) {
            return json.getBoolean("nullable", false);
        }
        if (json.containsKey("enum") && !json.getJsonArray("enum").contains(value)) {
            return false;
        }
        return switch (json.getString("type")) {
            case "object" -> value instanceof JsonObject object && acceptsObject(object);
            case "array" -> value instanceof JsonArray array && acceptsArray(array);
            case "string" -> value instanceof JsonString string && acceptsText(string.getString());
            case "integer" -> value instanceof JsonNumber number && acceptsNumber(number.bigDecimalValue());
            default -> throw new IllegalStateException(json.getString("type"));
        };
    }

    /** Whether it accepts the decoded text of a path or query parameter. */
    boolean acceptsParameter(String text) {
        if (!json.getString("type").equals("integer")) {
            return accepts(jakarta.json.Json.createValue(text));
        }
        return text.matches("-?(0|[1-9][0-9]{0,30})") && acceptsNumber(new BigDecimal(text));
    }

    private boolean acceptsObject(JsonObject object) {
        JsonObject properties = json.getJsonObject("properties");
        if (json.containsKey("required")
                && !json.getJsonArray("required").getValuesAs(JsonString::getString).stream()
                        .allMatch(object::containsKey)) {
            return false;
        }
        if (json.getBoolean("additionalProperties")) {
            throw new IllegalStateException("requests have no other members");
        }
        return object.entrySet().stream()
                .allMatch(member -> properties.containsKey(member.getKey())
                        && new JsonSchema(document, properties.getJsonObject(member.getKey()))
                                .accepts(member.getValue()));
    }

    private boolean acceptsArray(JsonArray array) {
        JsonSchema items = new JsonSchema(document, json.getJsonObject("items"));
        boolean unique = !json.getBoolean("uniqueItems", false) || new HashSet<>(array).size() == array.size();
        return unique
                && array.size() >= json.getInt("minItems", 0)
                && array.stream().allMatch(items::accepts);
    }

    private boolean acceptsText(String text) {
        // Unpaired surrogates are not Unicode text (RFC 8259, 8.2).
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.length() >= json.getInt("minLength", 0)
                && text.length() <= json.getInt("maxLength", Integer.MAX_VALUE)
                && (!json.containsKey("pattern") || pattern().matcher(text).find())
                && (!json.containsKey("format") || isTime(text));
    }

    /** The end of a pattern is the end of the text in JavaScript; in Java a line break may follow. */
    private Pattern pattern() {
        return Pattern.compile(json.getString("pattern").replaceFirst("[$]$", "\\\\z"));
    }

    private boolean isTime(String text) {
        Matcher parts = TIME.matcher(text);
        if (!json.getString("format").equals("date-time") || !parts.matches()) {
            return false;
        }
        try {
            Instant instant = LocalDateTime.parse(parts.group(1)).toInstant(ZoneOffset.of(parts.group(2)));
            return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean acceptsNumber(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                && (!json.containsKey("minimum")
                        || number.compareTo(json.getJsonNumber("minimum").bigDecimalValue()) >= 0)
                && (!json.containsKey("maximum")
                        || number.compareTo(json.getJsonNumber("maximum").bigDecimalValue()) <= 0);
    }
}
