package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Entry;
import dev.herald.registry.IssuedToken;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import dev.herald.registry.TokenRepository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The stored tokens of the API, without the configured ones. */
@Path("tokens")
@Singleton
@RequiresScope(reading = Scope.ADMIN, changing = Scope.ADMIN)
public final class TokensResource {

    private static final Set<String> MEMBERS = Set.of("label", "scopes", "valid_until");

    private final TokenRepository tokens;

    @Inject
    TokensResource(Registry registry) {
        this.tokens = registry.tokens();
    }

    /** All tokens, in the order of their labels; there are too few for pages. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters.of(uri);
        return ProblemResponses.page(tokens.list(), TokensResource::json, Optional.empty());
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri);
        return tokens.list().stream()
                .filter(token -> token.id().equals(id))
                .findFirst()
                .map(token -> ProblemResponses.ok(json(token)))
                .orElseThrow(() -> ApiException.of(404, "There is no such token"));
    }

    /** Issues a token. Its secret is in this response only. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response issue(@Context UriInfo uri, @Context SecurityContext caller, InputStream body) {
        QueryParameters.of(uri);
        JsonObjectReader members = JsonObjectReader.read(body, MEMBERS);
        String label = members.text("label")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> ApiException.unacceptable("label", "label must not be blank"));
        Set<Scope> scopes = scopes(members.list("scopes").orElse(List.of()));
        long validUntil = Times.of(members, "valid_until", Entry.FOREVER);
        IssuedToken issued = issue(caller, label, scopes, validUntil)
                .orElseThrow(() -> ApiException.of(409, "There is a token with this label already"));
        return ProblemResponses.created(
                uri.getAbsolutePathBuilder().path(issued.token().id()).build(),
                Json.createObjectBuilder(json(issued.token()))
                        .add("secret", issued.secret())
                        .build());
    }

    private Optional<IssuedToken> issue(SecurityContext caller, String label, Set<Scope> scopes, long validUntil) {
        try {
            return tokens.issue(Caller.actor(caller), label, scopes, validUntil);
        } catch (IllegalArgumentException e) {
            throw ApiException.unacceptable("label", e.getMessage());
        }
    }

    /** Revokes a token from the next request on. The response is the same if there is none. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id, @Context UriInfo uri, @Context SecurityContext caller) {
        QueryParameters.of(uri);
        if (!id.matches("[0-9a-f]{1,64}")) {
            throw ApiException.of(400, "The id of a token has hexadecimal digits");
        }
        tokens.revoke(Caller.actor(caller), id);
        return ProblemResponses.noContent();
    }

    private static Set<Scope> scopes(List<String> names) {
        Set<Scope> scopes = Arrays.stream(Scope.values())
                .filter(scope -> names.contains(nameOf(scope)))
                .collect(Collectors.toSet());
        if (scopes.isEmpty() || scopes.size() != names.size()) {
            throw ApiException.unacceptable(
                    "scopes", "scopes must be one or more of read, torrents, keys and admin, each once");
        }
        return scopes;
    }

    private static JsonObject json(Token token) {
        JsonArrayBuilder scopes = Json.createArrayBuilder();
        token.scopes().stream().sorted().forEach(scope -> scopes.add(nameOf(scope)));
        return Json.createObjectBuilder()
                .add("id", token.id())
                .add("label", token.label())
                .add("scopes", scopes)
                .add("created", Times.text(token.created()))
                .add("valid_until", Times.json(token.validUntil()))
                .add("last_used", token.lastUsed().map(Times::json).orElse(JsonValue.NULL))
                .build();
    }

    /** The name of a scope in this API. */
    static String nameOf(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
