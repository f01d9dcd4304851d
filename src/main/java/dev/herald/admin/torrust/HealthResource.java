package dev.herald.admin.torrust;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Reports that the API answers, without a token. */
@Path(HealthResource.PATH)
@Singleton
public final class HealthResource {

    static final String PATH = "health_check";

    /** The body of the health check of the HTTP tracker. */
    @GET
    public Response check() {
        return Responses.json("{\"status\":\"Ok\"}");
    }
}
