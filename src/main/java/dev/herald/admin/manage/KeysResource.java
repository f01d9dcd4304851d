package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.admin.RandomKeys;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Entry;
import dev.herald.registry.EntryRepository;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.InstantSource;

/** The keys of a private tracker. They are secrets, which the scope {@code read} does not include. */
@Path("keys")
@Singleton
@RequiresScope(reading = Scope.KEYS, changing = Scope.KEYS)
public final class KeysResource extends EntryResource {

    private final EntryRepository keys;

    @Inject
    KeysResource(Registry registry, InstantSource clock) {
        super(EntryForm.KEYS, registry.keys(), clock);
        this.keys = registry.keys();
    }

    /** Adds the key of the body, or a random one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response add(@Context UriInfo uri, @Context SecurityContext caller, InputStream body) {
        QueryParameters.of(uri);
        JsonObjectReader members = JsonObjectReader.read(body, EntryForm.KEYS.members());
        String key = EntryForm.KEYS.id(members).orElseGet(RandomKeys::next);
        Entry entry = EntryForm.KEYS.entry(key, members, now());
        if (!keys.add(Caller.actor(caller), entry)) {
            throw ApiException.of(409, "The key exists already; PUT changes it");
        }
        return ProblemResponses.created(uri.getAbsolutePathBuilder().path(key).build(), EntryForm.KEYS.json(entry));
    }
}
