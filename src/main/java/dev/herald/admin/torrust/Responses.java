package dev.herald.admin.torrust;

import dev.herald.registry.RegistryUnavailableException;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** What many answers have in common. */
final class Responses {

    /** The media type of texts. */
    static final String TEXT = "text/plain; charset=utf-8";

    /** The media type of answers in JSON. */
    static final String JSON = "application/json";

    private Responses() {}

    /** That a change was made. */
    static Response ok() {
        return json("{\"status\":\"ok\"}");
    }

    static Response json(Object entity) {
        return Response.ok(entity, JSON).build();
    }

    static Response text(String text) {
        return Response.ok(text, TEXT).build();
    }

    /** What {@code work} gives; if the database is away, the refusal says what could not be done. */
    static <T> T orRefuse(String failure, Supplier<T> work) {
        try {
            return work.get();
        } catch (RegistryUnavailableException e) {
            throw TorrustException.failed(failure, e.getMessage());
        }
    }
}
