package dev.herald.admin.torrust;

import dev.herald.admin.RandomKeys;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.auth.TokenSecurityContext;
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

/** The keys of a private tracker, in every mode. */
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

    /** Adds the key of the body, or one that is drawn by lot. */
    @POST
    @Path("keys")
    public Response add(InputStream body, @Context HttpServletRequest request, @Context SecurityContext caller) {
        AddKeyRequest form = AddKeyRequest.read(Optional.ofNullable(request.getContentType()), body);
        String key = form.key().orElseGet(RandomKeys::next);
        String fault = TorrustKey.fault(key);
        if (!fault.isEmpty()) {
            throw TorrustException.bad("Invalid URL: invalid auth key: string \"" + key + "\", " + fault);
        }
        return add(key, form.secondsValid().map(this::end), caller);
    }

    /** Adds a random key that expires; torrust-index asks for its users' keys so. */
    @POST
    @Path("key/{key}")
    public Response add(@PathParam("key") String seconds, @Context SecurityContext caller) {
        if (seconds.isBlank()) {
            throw TorrustException.notFound();
        }
        if (!KeyDuration.fits(seconds)) {
            throw TorrustException.bad("Invalid URL: Cannot parse `\"" + seconds + "\"` to a `u64`");
        }
        return add(RandomKeys.next(), Optional.of(end(seconds)), caller);
    }

    /** Deletes a key; one that is not there could not be deleted. */
    @DELETE
    @Path("key/{key}")
    public Response delete(@PathParam("key") String key, @Context SecurityContext caller) {
        if (key.isBlank()) {
            throw TorrustException.notFound();
        }
        if (!TorrustKey.fault(key).isEmpty()) {
            throw TorrustException.bad("Invalid auth key id param \"" + key + "\"");
        }
        if (!Responses.orRefuse(NOT_DELETED, () -> keys.remove(TokenSecurityContext.actor(caller), key))) {
            throw TorrustException.failed(NOT_DELETED, "there is no such key");
        }
        return Responses.ok();
    }

    /** Makes the keys in memory what the database says. */
    @GET
    @Path("keys/reload")
    public Response reload(@Context SecurityContext caller) {
        Responses.orRefuse("failed to reload keys", () -> keys.reload(TokenSecurityContext.actor(caller)));
        return Responses.ok();
    }

    private Instant end(String seconds) {
        return KeyDuration.after(clock.instant(), seconds)
                .orElseThrow(() -> TorrustException.bad("Invalid URL: invalid auth key duration: \"" + seconds + "\""));
    }

    private Response add(String key, Optional<Instant> end, SecurityContext caller) {
        long validUntil = end.map(Instant::getEpochSecond).orElse(Entry.FOREVER);
        Entry entry = new Entry(key, "", "", clock.instant().getEpochSecond(), validUntil);
        if (!Responses.orRefuse(NOT_GENERATED, () -> keys.add(TokenSecurityContext.actor(caller), entry))) {
            throw TorrustException.failed(NOT_GENERATED, "there is such a key already");
        }
        return Response.ok(json(key, end), JSON).build();
    }

    private static String json(String key, Optional<Instant> end) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("key", key);
        end.ifPresentOrElse(
                instant -> object.add("valid_until", instant.getEpochSecond()).add("expiry_time", TIME.format(instant)),
                () -> object.addNull("valid_until").addNull("expiry_time"));
        return object.build().toString();
    }
}
