package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The effective settings and their sources. Read only: they are changed at their source and take effect at the next startup. */
@Path("settings")
@Singleton
@RequiresScope(reading = Scope.ADMIN, changing = Scope.ADMIN)
public final class SettingsResource {

    private final EffectiveSettings settings;

    @Inject
    SettingsResource(EffectiveSettings settings) {
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters.of(uri);
        return ProblemResponses.page(
                settings.all(),
                setting -> Json.createObjectBuilder()
                        .add("key", setting.key())
                        .add("value", setting.value())
                        .add("source", setting.source())
                        .add("default", setting.standard())
                        .add("description", setting.description())
                        .build(),
                Optional.empty());
    }
}
