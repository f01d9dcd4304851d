package dev.herald.admin.torrust;

import dev.herald.admin.auth.WithoutToken;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Tells that the API answers, to anybody. */
@Path(HealthResource.PATH)
@Singleton
@WithoutToken
public final class HealthResource {

    static final String PATH = "health_check";

    /** The same body as the health check of the HTTP tracker. */
    @GET
    public Response check() {
        return Responses.json("{\"status\":\"Ok\"}");
    }
}
