package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Builds the responses of this API. Caches must not store them: many contain secrets, and all can change at any time. */
final class ProblemResponses {

    /** The media type of problem documents (RFC 9457). */
    static final String PROBLEM = "application/problem+json";

    private ProblemResponses() {}

    static Response ok(JsonObject body) {
        return json(Response.ok(), MediaType.APPLICATION_JSON, body);
    }

    static Response created(URI location, JsonObject body) {
        return json(Response.created(location), MediaType.APPLICATION_JSON, body);
    }

    static Response noContent() {
        return uncached(Response.noContent()).build();
    }

    /** A page of a list, with the cursor of the next one. */
    static <T> Response page(List<T> rows, Function<T, JsonObject> json, Optional<Cursor> next) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        rows.forEach(row -> items.add(json.apply(row)));
        JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
        next.ifPresent(cursor -> page.add("next", cursor.toString()));
        return ok(page.build());
    }

    /** A body of the negotiated media type. */
    static Response stream(StreamingOutput body) {
        return uncached(Response.ok(body)).header("Vary", HttpHeaders.ACCEPT).build();
    }

    static Response problem(ApiException error, Response.ResponseBuilder response) {
        return json(response, PROBLEM, problem(error));
    }

    /** A problem document without {@code type}, which means that the status is all there is to know. */
    static JsonObject problem(ApiException error) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("title", title(error.status()))
                .add("status", error.status())
                .add("detail", error.getMessage());
        error.members().forEach(json::add);
        return json.build();
    }

    /** The reason phrase of a status (RFC 9110, 15), which is the title of a problem without a type. */
    private static String title(int status) {
        return switch (status) {
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            default ->
                Optional.ofNullable(Response.Status.fromStatusCode(status))
                        .map(Response.Status::getReasonPhrase)
                        .orElse(status < 500 ? "Bad Request" : "Internal Server Error");
        };
    }

    /** Sends bytes: how the container writes a {@link JsonObject} depends on which of its libraries comes first. */
    private static Response json(Response.ResponseBuilder response, String type, JsonObject body) {
        return uncached(response)
                .type(type)
                .entity(body.toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static Response.ResponseBuilder uncached(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
