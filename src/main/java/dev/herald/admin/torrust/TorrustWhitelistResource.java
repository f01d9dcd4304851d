package dev.herald.admin.torrust;

import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
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

/** The whitelist. It can be changed in every mode: torrust-index adds each upload, which fails on any other response. */
@Path("v1/whitelist")
@Singleton
@RequiresScope(reading = Scope.TORRENTS, changing = Scope.TORRENTS)
public final class TorrustWhitelistResource {

    /** Excludes {@code reload}, so that methods which that path lacks are answered with 405, as Torrust does. */
    private static final String INFO_HASH = "{info_hash: (?!reload(?:/|$))[^/]+}";

    private final EntryRepository whitelist;
    private final InstantSource clock;

    @Inject
    TorrustWhitelistResource(Registry registry, InstantSource clock) {
        this.whitelist = registry.whitelist();
        this.clock = clock;
    }

    /** Adds a torrent; succeeds if it is on the whitelist already. */
    @POST
    @Path(INFO_HASH)
    public Response add(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = TorrustParameters.infoHash(text).toString();
        Entry entry = Entry.of(hash, clock.instant().getEpochSecond());
        Responses.orFail("failed to whitelist torrent", () -> whitelist.add(Caller.actor(caller), entry));
        return Responses.ok();
    }

    /** Removes a torrent; succeeds if it is not on the whitelist. */
    @DELETE
    @Path(INFO_HASH)
    public Response remove(@PathParam("info_hash") String text, @Context SecurityContext caller) {
        String hash = TorrustParameters.infoHash(text).toString();
        Responses.orFail("failed to remove torrent from whitelist", () -> whitelist.remove(Caller.actor(caller), hash));
        return Responses.ok();
    }

    /** Reloads the whitelist from the database. */
    @GET
    @Path("reload")
    public Response reload(@Context SecurityContext caller) {
        Responses.orFail("failed to reload whitelist", () -> whitelist.reload(Caller.actor(caller)));
        return Responses.ok();
    }
}
