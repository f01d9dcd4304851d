package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.events.Clients;
import dev.herald.registry.Scope;
import dev.herald.swarm.SteadyClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The peers by client and version. */
@Path("clients")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class ClientsResource {

    private final Clients clients;
    private final SteadyClock clock;

    @Inject
    ClientsResource(Clients clients, SteadyClock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters.of(uri);
        Clients.Count count = clients.count();
        JsonArrayBuilder items = Json.createArrayBuilder();
        count.rows()
                .forEach(row -> items.add(Json.createObjectBuilder()
                        .add("client", row.client())
                        .add("version", row.version())
                        .add("peers", row.peers())
                        .add("seeders", row.seeders())));
        return ProblemResponses.ok(Json.createObjectBuilder()
                .add("time", Times.text(clock.wall(count.second())))
                .add("details", count.details())
                .add("peers", count.peers())
                .add("items", items)
                .build());
    }
}
