package dev.herald.admin.manage;

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
import java.util.Optional;

/** The forms that answers have. None of them may be stored by a cache: many show secrets, and all change at any time. */
final class ProblemResponses {

    private ProblemResponses() {}

    static Response ok(JsonObject body) {
        return json(Response.ok(), body);
    }

    static Response created(URI where, JsonObject body) {
        return json(Response.created(where), body);
    }

    static Response nothing() {
        return fresh(Response.noContent()).build();
    }

    /** Items, and the cursor of the next page unless this is the last. */
    static Response page(JsonArrayBuilder items, Optional<Cursor> next) {
        JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
        next.ifPresent(cursor -> page.add("next", cursor.toString()));
        return ok(page.build());
    }

    /** A body of the type that was agreed on. */
    static Response stream(StreamingOutput body) {
        return fresh(Response.ok(body)).header("Vary", HttpHeaders.ACCEPT).build();
    }

    static Response problem(Problem problem, Response.ResponseBuilder response) {
        return fresh(response.status(problem.status()))
                .type(Problem.TYPE)
                .entity(bytes(problem.json()))
                .build();
    }

    private static Response json(Response.ResponseBuilder response, JsonObject body) {
        return fresh(response)
                .type(MediaType.APPLICATION_JSON)
                .entity(bytes(body))
                .build();
    }

    private static Response.ResponseBuilder fresh(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Bytes, because what the container makes of a JSON object depends on which of its libraries is asked first. */
    private static byte[] bytes(JsonObject body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
