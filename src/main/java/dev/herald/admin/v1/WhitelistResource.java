package dev.herald.admin.v1;

import dev.herald.admin.Caller;
import dev.herald.admin.RequiredScope;
import dev.herald.registry.Entry;
import dev.herald.registry.Registry;
import dev.herald.registry.Roll;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;

/** The whitelist, in every mode: torrust-index lists each upload, and takes any other answer for a failed one. */
@Path("v1/whitelist")
@Singleton
@RequiredScope(reading = Scope.TORRENTS, changing = Scope.TORRENTS)
public final class WhitelistResource {

    /** What is listed is not {@code reload}: a method that this path lacks is a 405, as Torrust answers. */
    private static final String INFO_HASH = "{info_hash: (?!reload(?:/|$))[^/]+}";

    private final Roll whitelist;
    private final InstantSource clock;

    @Inject
    WhitelistResource(Registry registry, InstantSource clock) {
        this.whitelist = registry.whitelist();
        this.clock = clock;
    }

    /** Lists a torrent, or leaves it as it is. */
    @POST
    @Path(INFO_HASH)
    public Response add(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = InfoHashParameter.parse(text).toString();
        Entry entry = Entry.of(hash, clock.instant().getEpochSecond());
        Answers.orRefuse("failed to whitelist torrent", () -> whitelist.add(Caller.actor(caller), entry));
        return Answers.ok();
    }

    /** Takes a torrent off the list, if it is there. */
    @DELETE
    @Path(INFO_HASH)
    public Response remove(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = InfoHashParameter.parse(text).toString();
        Answers.orRefuse("failed to remove torrent from whitelist", () -> whitelist.remove(Caller.actor(caller), hash));
        return Answers.ok();
    }

    /** Makes the list in memory what the database says. */
    @GET
    @Path("reload")
    public Response reload(@Context SecurityContext caller) {
        Answers.orRefuse("failed to reload whitelist", () -> whitelist.reload(Caller.actor(caller)));
        return Answers.ok();
    }
}
