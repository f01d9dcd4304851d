package dev.herald.admin.torrust;

import dev.herald.admin.ApiException;
import dev.herald.admin.RandomKeys;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Entry;
import dev.herald.registry.EntryRepository;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The keys of a private tracker; they can be changed in every mode. */
@Path("v1")
@Singleton
@RequiresScope(reading = Scope.KEYS, changing = Scope.KEYS)
public final class TorrustKeysResource {

    private static final String NOT_GENERATED = "failed to generate key";
    private static final String NOT_DELETED = "failed to delete key";
    private static final String JSON = "application/json; charset=utf-8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn 'UTC'").withZone(ZoneOffset.UTC);

    private final EntryRepository keys;
    private final InstantSource clock;

    @Inject
    TorrustKeysResource(Registry registry, InstantSource clock) {
        this.keys = registry.keys();
        this.clock = clock;
    }

    /** Adds the key of the body, or a random one. */
    @POST
    @Path("keys")
    public Response add(InputStream body, @Context HttpServletRequest request, @Context SecurityContext caller) {
        AddKeyRequest form = AddKeyRequest.read(Optional.ofNullable(request.getContentType()), body);
        String key = form.key().orElseGet(RandomKeys::next);
        String problem = TorrustParameters.keyProblem(key);
        if (!problem.isEmpty()) {
            throw ApiException.of(400, "Invalid URL: invalid auth key: string \"" + key + "\", " + problem);
        }
        return add(key, form.secondsValid().map(this::expiry), caller);
    }

    /** Adds a random key that expires; torrust-index uses this for the keys of its users. */
    @POST
    @Path("key/{key}")
    public Response add(@PathParam("key") String seconds, @Context SecurityContext caller) {
        if (seconds.isBlank()) {
            throw ApiException.of(404, "");
        }
        if (!TorrustParameters.isSeconds(seconds)) {
            throw ApiException.of(400, "Invalid URL: Cannot parse `\"" + seconds + "\"` to a `u64`");
        }
        return add(RandomKeys.next(), Optional.of(expiry(seconds)), caller);
    }

    /** Deletes a key; fails if there is none. */
    @DELETE
    @Path("key/{key}")
    public Response delete(@PathParam("key") String key, @Context SecurityContext caller) {
        if (key.isBlank()) {
            throw ApiException.of(404, "");
        }
        if (!TorrustParameters.keyProblem(key).isEmpty()) {
            throw ApiException.of(400, "Invalid auth key id param \"" + key + "\"");
        }
        if (!Responses.orFail(NOT_DELETED, () -> keys.remove(Caller.actor(caller), key))) {
            throw TorrustErrorMapper.failed(NOT_DELETED + ": there is no such key");
        }
        return Responses.ok();
    }

    /** Reloads the keys from the database. */
    @GET
    @Path("keys/reload")
    public Response reload(@Context SecurityContext caller) {
        Responses.orFail("failed to reload keys", () -> keys.reload(Caller.actor(caller)));
        return Responses.ok();
    }

    private Instant expiry(String seconds) {
        return TorrustParameters.expiry(clock.instant(), seconds)
                .orElseThrow(() -> ApiException.of(400, "Invalid URL: invalid auth key duration: \"" + seconds + "\""));
    }

    private Response add(String key, Optional<Instant> expiry, SecurityContext caller) {
        long validUntil = expiry.map(Instant::getEpochSecond).orElse(Entry.FOREVER);
        Entry entry = new Entry(key, "", "", clock.instant().getEpochSecond(), validUntil);
        if (!Responses.orFail(NOT_GENERATED, () -> keys.add(Caller.actor(caller), entry))) {
            throw TorrustErrorMapper.failed(NOT_GENERATED + ": the key exists already");
        }
        return Response.ok(json(key, expiry), JSON).build();
    }

    private static String json(String key, Optional<Instant> expiry) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("key", key);
        expiry.ifPresentOrElse(
                instant -> object.add("valid_until", instant.getEpochSecond()).add("expiry_time", TIME.format(instant)),
                () -> object.addNull("valid_until").addNull("expiry_time"));
        return object.build().toString();
    }
}
