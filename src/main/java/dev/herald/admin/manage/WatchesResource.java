package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.admin.RandomKeys;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.events.Watches;
import dev.herald.admin.events.Watches.Started;
import dev.herald.admin.events.Watches.Target;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Network;
import dev.herald.registry.Audit;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Streams of the announces of one torrent or one network, with the addresses of clients. Each is in the audit. */
@Path("watches")
@Singleton
@RequiresScope(reading = Scope.ADMIN, changing = Scope.ADMIN)
public final class WatchesResource {

    private static final String HASH = "hash";
    private static final String NETWORK = "network";

    /** The form of {@link RandomKeys}. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{32}");

    private final Watches watches;
    private final Audit audit;

    @Inject
    WatchesResource(Watches watches, Registry registry) {
        this.watches = watches;
        this.audit = registry.audit();
    }

    /** Begins a watch. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response start(@Context UriInfo uri, @Context SecurityContext caller, InputStream body) {
        QueryParameters.of(uri);
        JsonObjectReader members = JsonObjectReader.read(body, Set.of(HASH, NETWORK));
        Target target = new Target(hash(members), network(members));
        if (target.infoHash().isPresent() == target.network().isPresent()) {
            throw ApiException.of(422, "The body must have either the member hash or the member network");
        }
        Started started = watches.start(RandomKeys.next(), target).orElseThrow(WatchesResource::tooMany);
        try {
            audit.write(
                    Caller.actor(caller),
                    "watch.start",
                    target.infoHash()
                            .map(InfoHash::toString)
                            .or(() -> target.network().map(Network::toString))
                            .orElse(""));
        } catch (RuntimeException e) {
            watches.stop(started.id());
            throw e;
        }
        return ProblemResponses.created(
                uri.getAbsolutePathBuilder().path(started.id()).build(),
                Json.createObjectBuilder()
                        .add("id", started.id())
                        .add("until", Times.text(started.until()))
                        .build());
    }

    private static Optional<InfoHash> hash(JsonObjectReader members) {
        return members.text(HASH).map(text -> InfoHash.parse(text)
                .orElseThrow(() -> ApiException.unacceptable(HASH, "hash must have 40 hexadecimal digits")));
    }

    private static Optional<Network> network(JsonObjectReader members) {
        return members.text(NETWORK).map(text -> Network.parse(text)
                .orElseThrow(() -> ApiException.unacceptable(
                        NETWORK, "network must be an address or a network such as 203.0.113.0/24")));
    }

    private static ApiException tooMany() {
        return new ApiException(
                503,
                "There are too many watches or viewers; at most " + Watches.MAX_WATCHES + " are possible",
                Map.of(),
                Map.of("Retry-After", "5"));
    }

    /** Streams the announces of a watch until it ends. */
    @GET
    @Path("{id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void watch(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Context HttpServletResponse response,
            @Context SseEventSink sink,
            @Context Sse sse) {
        QueryParameters.of(uri);
        requireId(id);
        if (!watches.exists(id)) {
            throw ApiException.of(404, "There is no such watch, or it has ended");
        }
        EventResponses.prepare(response);
        if (!watches.view(id, sink, sse)) {
            throw tooMany();
        }
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw ApiException.of(400, "The id of a watch has 32 letters and digits");
        }
    }

    /** Ends a watch. The response is the same if there is none. */
    @DELETE
    @Path("{id}")
    public Response stop(@PathParam("id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri);
        requireId(id);
        watches.stop(id);
        return ProblemResponses.noContent();
    }
}
