package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The OpenAPI document, and the responses that it describes. */
record ApiDocument(JsonObject json) {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

    /** {@code GET /manage/v1/keys/{}} for every operation that it describes. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        json.getJsonObject("paths").forEach((path, item) -> item.asJsonObject().keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + nameless(path))));
        return operations;
    }

    /** The template of a path without the names of its parameters. */
    static String nameless(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    /** Every response that it describes, by operation and status. */
    JsonObject responses(String method, String template) {
        return json.getJsonObject("paths")
                .getJsonObject(template)
                .getJsonObject(method.toLowerCase(Locale.ROOT))
                .getJsonObject("responses");
    }

    /** The template of a path; a template without parameters has precedence. */
    Optional<String> template(String path) {
        Set<String> templates = json.getJsonObject("paths").keySet();
        return templates.contains(path)
                ? Optional.of(path)
                : templates.stream()
                        .filter(template -> Pattern.matches(template.replaceAll("\\{[^}]*}", "[^/]+"), path))
                        .findFirst();
    }

    /**
     * Asserts that a response is as described. A request that is no operation is rejected.
     *
     * @param path without a query
     */
    void requireDescribed(String method, String path, ManageApi.Answer answer) {
        Optional<JsonObject> operation = template(path).map(template -> json.getJsonObject("paths")
                .getJsonObject(template)
                .getJsonObject(method.toLowerCase(Locale.ROOT)));
        String what = method + " " + path + " -> " + answer.status();
        if (operation.isEmpty()) {
            assertThat(answer.status()).as(what).isIn(401, 404, 405);
            return;
        }
        JsonObject response =
                operation.get().getJsonObject("responses").getJsonObject(Integer.toString(answer.status()));
        assertThat(response).as(what + " is not described").isNotNull();
        requireBody(what, resolved(response), answer);
    }

    private void requireBody(String what, JsonObject response, ManageApi.Answer answer) {
        if (response.containsKey("headers")) {
            assertThat(answer.headers().map().keySet())
                    .as(what)
                    .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                    .containsAll(response.getJsonObject("headers").keySet());
        }
        if (!response.containsKey("content")) {
            assertThat(answer.body()).as(what).isEmpty();
            return;
        }
        String type = answer.header("Content-Type").replaceAll(" *;.*", "");
        JsonObject content = response.getJsonObject("content").getJsonObject(type);
        assertThat(content).as(what + " as " + type + " is not described").isNotNull();
        if (type.endsWith("json") && !type.endsWith("ndjson")) {
            require(what, resolved(content.getJsonObject("schema")), ManageApi.parse(answer.body()));
        }
    }

    /** Asserts that a value has a schema of this document. */
    void require(String what, JsonObject schema, JsonValue value) {
        if (schema.containsKey("oneOf")) {
            assertThat(schema.getJsonArray("oneOf").getValuesAs(JsonObject.class))
                    .as(what)
                    .anySatisfy(one -> require(what, resolved(one), value));
            return;
        }
        if (value.equals(JsonValue.NULL)) {
            assertThat(schema.getBoolean("nullable", false))
                    .as(what + " is null")
                    .isTrue();
            return;
        }
        switch (schema.getString("type")) {
            case "object" -> {
                assertThat(value.getValueType()).as(what).isEqualTo(JsonValue.ValueType.OBJECT);
                requireObject(what, schema, value.asJsonObject());
            }
            case "array" -> {
                assertThat(value.getValueType()).as(what).isEqualTo(JsonValue.ValueType.ARRAY);
                JsonObject items = resolved(schema.getJsonObject("items"));
                value.asJsonArray().forEach(item -> require(what + "[]", items, item));
            }
            case "string" -> requireText(what, schema, value);
            case "boolean" -> assertThat(value).as(what).isIn(JsonValue.TRUE, JsonValue.FALSE);
            default -> assertThat(value.getValueType()).as(what).isEqualTo(JsonValue.ValueType.NUMBER);
        }
    }

    private void requireObject(String what, JsonObject schema, JsonObject object) {
        if (schema.containsKey("required")) {
            schema.getJsonArray("required").forEach(name -> assertThat(object)
                    .as(what)
                    .containsKey(name.toString().replace("\"", "")));
        }
        JsonObject properties =
                schema.getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
        JsonValue others = schema.getOrDefault("additionalProperties", JsonValue.TRUE);
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            String name = what + "/" + member.getKey();
            if (properties.containsKey(member.getKey())) {
                require(name, resolved(properties.getJsonObject(member.getKey())), member.getValue());
            } else {
                assertThat(others).as(name + " is not described").isNotEqualTo(JsonValue.FALSE);
            }
        }
    }

    private static void requireText(String what, JsonObject schema, JsonValue value) {
        assertThat(value.getValueType()).as(what).isEqualTo(JsonValue.ValueType.STRING);
        String text = value.toString().replaceAll("^\"|\"$", "");
        if (schema.containsKey("pattern")) {
            assertThat(text).as(what).matches(schema.getString("pattern"));
        }
        if (schema.containsKey("enum")) {
            assertThat(schema.getJsonArray("enum")).as(what).contains(value);
        }
        if (schema.getString("format", "").equals("date-time")) {
            assertThat(text).as(what).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        }
    }

    /** The target of a reference, or the object itself. */
    JsonObject resolved(JsonObject object) {
        if (!object.containsKey("$ref")) {
            return object;
        }
        String pointer = object.getString("$ref");
        return json.getValue(pointer.substring(1)).asJsonObject();
    }
}
