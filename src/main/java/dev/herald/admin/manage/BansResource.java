package dev.herald.admin.manage;

import dev.herald.admin.Caller;
import dev.herald.bittorrent.Address;
import dev.herald.registry.Audit;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Whom the UDP door ignores because of too many bad connection ids. */
@Path("bans")
@Singleton
@Needs(reading = Scope.ADMIN, changing = Scope.ADMIN)
public final class BansResource {

    private final Bans bans;
    private final Audit audit;

    @Inject
    BansResource(Bans bans, Registry registry) {
        this.bans = bans;
        this.audit = registry.audit();
    }

    /** All of them: there are at most 65,536, and no order to page by. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        Parameters.of(uri);
        JsonArrayBuilder items = Json.createArrayBuilder();
        bans.all()
                .get()
                .forEach(ban -> items.add(Json.createObjectBuilder()
                        .add("address", ban.address().toString())
                        .add("bad_ids", ban.badIds())
                        .add("until", Times.text(ban.until().getEpochSecond()))));
        return Answers.page(items, Optional.empty());
    }

    /** Hears an address again; the answer is the same if it was not ignored. */
    @DELETE
    @Path("{address}")
    public Response lift(@PathParam("address") String text, @Context UriInfo uri, @Context SecurityContext caller) {
        Parameters.of(uri);
        Address address = Address.parse(text).orElseThrow(() -> Refusal.of(400, "This is no IPv4 or IPv6 address"));
        boolean ignored =
                bans.all().get().stream().anyMatch(ban -> ban.address().equals(address));
        // First, so that a database that is away leaves the ban as it is, as it does with every other change.
        audit.note(Caller.actor(caller), "ban.lift", address.toString(), ignored ? "done" : "unchanged");
        bans.lift().accept(address);
        return Answers.nothing();
    }
}
