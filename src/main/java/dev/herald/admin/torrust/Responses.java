package dev.herald.admin.torrust;

import dev.herald.registry.RegistryUnavailableException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Builds the responses of this API. */
final class Responses {

    static final String TEXT = "text/plain; charset=utf-8";

    private static final String JSON = "application/json";

    private Responses() {}

    /** The response to a successful change. */
    static Response ok() {
        return json("{\"status\":\"ok\"}");
    }

    static Response json(Object entity) {
        return Response.ok(entity, JSON).build();
    }

    static Response text(String text) {
        return Response.ok(text, TEXT).build();
    }

    /** Runs {@code work}; if the database is unavailable, the error begins with {@code failure}. */
    static <T> T orFail(String failure, Supplier<T> work) {
        try {
            return work.get();
        } catch (RegistryUnavailableException e) {
            throw TorrustErrorMapper.failed(failure + ": " + e.getMessage());
        }
    }
}
