package dev.herald.admin.manage;

import dev.herald.Seeds;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A request generated from the description of an operation, and its validity by that description.
 *
 * @param target path and query
 * @param body a character for each byte
 * @param headers names and values in turn
 */
record RandomRequest(String target, String body, List<String> headers, Validity validity) {

    RandomRequest {
        headers = List.copyOf(headers);
    }

    /** How the document describes a request. */
    enum Validity {
        VALID,
        INVALID,
        /** It may be valid or invalid. */
        UNKNOWN
    }

    private static final String JSON = "application/json";
    private static final String NO_UTF_8 = "\u00ff";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static RandomRequest of(
            ApiDocument document, String template, JsonObject item, JsonObject operation, SplittableRandom random) {
        return new Maker(document, template, operation, random).make(item);
    }

    private static final class Maker {
        private final ApiDocument document;
        private final JsonObject operation;
        private final SplittableRandom random;
        private final RandomValue values;
        private final List<String> headers = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private String path;
        private String body = "";
        private boolean valid = true;
        private boolean known = true;

        Maker(ApiDocument document, String template, JsonObject operation, SplittableRandom random) {
            this.document = document;
            this.path = template;
            this.operation = operation;
            this.random = random;
            this.values = new RandomValue(random);
        }

        RandomRequest make(JsonObject item) {
            Stream.of(item, operation)
                    .map(one -> one.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY))
                    .flatMap(list -> list.asJsonArray().getValuesAs(JsonObject.class).stream())
                    .map(document::resolved)
                    .forEach(this::addParameter);
            if (path.startsWith("/manage/") && random.nextInt(20) == 0) {
                query.add("unknown=1");
                valid = false;
            }
            if (random.nextInt(20) == 0) {
                headers.addAll(List.of("Accept", "application/xml"));
                known = false;
            }
            if (operation.containsKey("requestBody")) {
                addBody(operation.getJsonObject("requestBody"));
            }
            Validity validity = !known ? Validity.UNKNOWN : valid ? Validity.VALID : Validity.INVALID;
            String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
            return new RandomRequest(target, body, headers, validity);
        }

        private void addParameter(JsonObject parameter) {
            String name = parameter.getString("name");
            JsonObject json = parameter.getJsonObject("schema");
            if (parameter.getString("in").equals("path")) {
                String text = values.segment(parameter, json);
                valid &= new JsonSchema(document, json).acceptsParameter(text);
                path = path.replace("{" + name + "}", escaped(text));
            } else if (json.getString("type").equals("array")) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    addQuery(parameter, json.getJsonObject("items"));
                }
            } else if (random.nextBoolean()) {
                addQuery(parameter, json);
                if (path.startsWith("/manage/") && random.nextInt(20) == 0) {
                    query.add(query.get(query.size() - 1));
                    valid = false;
                }
            }
        }

        private void addQuery(JsonObject parameter, JsonObject json) {
            String text = values.parameter(parameter, json);
            query.add(parameter.getString("name") + "=" + escaped(text));
            valid &= new JsonSchema(document, json).acceptsParameter(text)
                    || (text.isEmpty() && parameter.getBoolean("allowEmptyValue", false));
        }

        private void addBody(JsonObject description) {
            JsonObject content = description.getJsonObject("content");
            String type = Seeds.pick(random, content.keySet().toArray(String[]::new));
            headers.addAll(List.of("Content-Type", type));
            if (!type.equals(JSON)) {
                body = bytes(values.text(2000));
                return;
            }
            JsonObject schema = document.resolved(content.getJsonObject(JSON).getJsonObject("schema"));
            JsonValue value = content.getJsonObject(JSON).get("example");
            for (int i = random.nextInt(4); i > 0; i--) {
                value = values.changed(value.asJsonObject(), schema, document);
            }
            boolean accepted = new JsonSchema(document, schema).accepts(value);
            String text = values.written(value);
            if (random.nextInt(8) == 0) {
                text = spoiled(text);
                accepted = text.isEmpty() && !description.getBoolean("required", false);
            }
            body = text.startsWith(NO_UTF_8) ? text : bytes(text);
            valid &= accepted;
        }

        /** A body that is no JSON object, more than one, or too long. */
        private String spoiled(String text) {
            return switch (random.nextInt(9)) {
                case 0 -> "";
                case 1 -> text.substring(0, text.length() - 1);
                case 2 -> text + "x";
                case 3 -> text + text;
                case 4 -> NO_UTF_8 + text.replaceAll("[^ -~]", "");
                case 5 ->
                    Seeds.pick(random, "null", "[]", "7", "\"x\"", "{", "[".repeat(30_000), "{\"label\":".repeat(5000));
                case 6 -> text.replaceFirst("[{]", "{\"label\":\"x\",\"label\":\"x\",");
                case 7 -> text.replaceFirst("[{]", "{\"label\" 7,");
                default -> " ".repeat(70_000) + text;
            };
        }

        private static String bytes(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        private static String escaped(String text) {
            StringBuilder escaped = new StringBuilder();
            bytes(text).chars().forEach(c -> {
                boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                escaped.append(plain ? Character.toString(c) : "%" + HEX.toHexDigits((byte) c));
            });
            return escaped.toString();
        }
    }
}
