package dev.herald.admin.manage;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * Why a request was refused, as RFC 9457 writes it: {@code application/problem+json} with {@code title}, {@code status} and
 * {@code detail}. There is no {@code type}, which by that RFC means that the status says it all.
 *
 * @param status 400 to 599
 * @param detail what to change, for a person; never a secret, so never a key or a token
 * @param more further members, which programs read
 */
record Problem(int status, String detail, Map<String, JsonValue> more) {

    static final String TYPE = "application/problem+json";

    Problem {
        more = Map.copyOf(more);
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** A value that can be read but not accepted; {@code pointer} (RFC 6901) says where in the body it stands. */
    static Problem unacceptable(String pointer, String detail) {
        return new Problem(422, detail, Map.of("pointer", Json.createValue(pointer)));
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("title", title())
                .add("status", status)
                .add("detail", detail);
        more.forEach(json::add);
        return json.build();
    }

    /** The phrase of the status (RFC 9110, 15), which is what a problem without a type is called. */
    private String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Refused" : "Internal Server Error";
        };
    }
}
