package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.JsonObjectReader;
import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import dev.herald.admin.auth.Caller;
import dev.herald.admin.auth.SessionCookie;
import dev.herald.admin.auth.Sessions;
import dev.herald.admin.auth.WrongTokenDelay;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** The session of a browser. POST needs no token, the other methods need a token or session of any scope. */
@Path(SessionResource.PATH)
@Singleton
public final class SessionResource {

    static final String PATH = "session";

    private static final Set<String> MEMBERS = Set.of("token", "code");

    private final Sessions sessions;
    private final WrongTokenDelay delay;

    @Inject
    SessionResource(Sessions sessions, WrongTokenDelay delay) {
        this.sessions = sessions;
        this.delay = delay;
    }

    /** Starts a session with a token or the one-time code of the start. Its secret is in the cookie only. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response start(@Context UriInfo uri, @Context HttpServletRequest request, InputStream body) {
        QueryParameters.of(uri);
        JsonObjectReader members = JsonObjectReader.read(body, MEMBERS);
        Optional<String> token = members.text("token");
        Optional<String> code = members.text("code");
        if (token.isPresent() == code.isPresent()) {
            throw ApiException.of(422, "The body must have either a token or a code");
        }
        Optional<String> session =
                token.isPresent() ? sessions.startByToken(token.get()) : sessions.startByCode(code.orElseThrow());
        Optional<Caller> caller = session.flatMap(secret -> sessions.authenticate(secret, request.isSecure()));
        if (session.isEmpty() || caller.isEmpty()) {
            delay.onWrongToken(request);
            throw new TokenException(token.isPresent() ? Reason.INVALID : Reason.INVALID_CODE);
        }
        Response started = ProblemResponses.created(uri.getAbsolutePath(), json(caller.get()));
        return Response.fromResponse(started)
                .header(HttpHeaders.SET_COOKIE, SessionCookie.set(session.get(), request.isSecure()))
                .build();
    }

    /** Shows who has sent the request. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@Context UriInfo uri, @Context SecurityContext context) {
        QueryParameters.of(uri);
        return ProblemResponses.ok(json(Caller.of(context)));
    }

    /** Ends the session of the cookie. The response is the same if there is none. */
    @DELETE
    public Response end(@Context UriInfo uri, @Context HttpServletRequest request) {
        QueryParameters.of(uri);
        SessionCookie.secret(request).ifPresent(sessions::end);
        return Response.fromResponse(ProblemResponses.noContent())
                .header(HttpHeaders.SET_COOKIE, SessionCookie.remove(request.isSecure()))
                .build();
    }

    private static JsonObject json(Caller caller) {
        JsonArrayBuilder scopes = Json.createArrayBuilder();
        caller.scopes().stream().sorted().forEach(scope -> scopes.add(TokensResource.nameOf(scope)));
        return Json.createObjectBuilder()
                .add("label", caller.label())
                .add("scopes", scopes)
                .add("expires", Times.json(caller.validUntil()))
                .build();
    }
}
