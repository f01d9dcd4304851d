package dev.herald.admin.torrust;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.auth.TokenSecurityContext;
import dev.herald.registry.Entry;
import dev.herald.registry.EntryRepository;
import dev.herald.registry.Registry;
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
@RequiresScope(reading = Scope.TORRENTS, changing = Scope.TORRENTS)
public final class TorrustWhitelistResource {

    /** What is listed is not {@code reload}: a method that this path lacks is a 405, as Torrust answers. */
    private static final String INFO_HASH = "{info_hash: (?!reload(?:/|$))[^/]+}";

    private final EntryRepository whitelist;
    private final InstantSource clock;

    @Inject
    TorrustWhitelistResource(Registry registry, InstantSource clock) {
        this.whitelist = registry.whitelist();
        this.clock = clock;
    }

    /** Lists a torrent, or leaves it as it is. */
    @POST
    @Path(INFO_HASH)
    public Response add(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = InfoHashParameter.parse(text).toString();
        Entry entry = Entry.of(hash, clock.instant().getEpochSecond());
        Responses.orRefuse(
                "failed to whitelist torrent", () -> whitelist.add(TokenSecurityContext.actor(caller), entry));
        return Responses.ok();
    }

    /** Takes a torrent off the list, if it is there. */
    @DELETE
    @Path(INFO_HASH)
    public Response remove(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = InfoHashParameter.parse(text).toString();
        Responses.orRefuse(
                "failed to remove torrent from whitelist",
                () -> whitelist.remove(TokenSecurityContext.actor(caller), hash));
        return Responses.ok();
    }

    /** Makes the list in memory what the database says. */
    @GET
    @Path("reload")
    public Response reload(@Context SecurityContext caller) {
        Responses.orRefuse("failed to reload whitelist", () -> whitelist.reload(TokenSecurityContext.actor(caller)));
        return Responses.ok();
    }
}
