package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.events.LiveOverview;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The state of the tracker in one object. */
@Path("overview")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class OverviewResource {

    private final LiveOverview live;

    @Inject
    OverviewResource(LiveOverview live) {
        this.live = live;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@Context UriInfo uri) {
        QueryParameters.of(uri);
        return ProblemResponses.ok(live.now());
    }
}
