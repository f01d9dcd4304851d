package dev.herald.admin.auth;

import dev.herald.admin.ApiException;
import dev.herald.admin.TokenException;
import dev.herald.admin.TokenException.Reason;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Authenticates the requests of both APIs by their token (RFC 6750), or by the cookie of a session where sessions exist. Runs before
 * paths are matched, so that only the holder of a token learns which paths exist.
 */
@PreMatching
@Dependent
public final class TokenFilter implements ContainerRequestFilter {

    /** Property of an application: true if the query parameter {@code token} replaces a missing header. */
    public static final String TOKEN_IN_QUERY = "herald.token-in-query";

    /** Property of an application: the path that needs no token. */
    public static final String PUBLIC_PATH = "herald.public-path";

    /**
     * Property of an application: the path of its session. Such an application accepts the cookie of a session. POST to the path needs no
     * token, because it signs in; other methods need a token or session of any scope.
     */
    public static final String SESSION_PATH = "herald.session-path";

    /** Header of requests of the console. Neither a form nor a page of another origin can send it. */
    public static final String CONSOLE_HEADER = "X-Herald-Console";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private final TokenAuthenticator authenticator;
    private final Sessions sessions;
    private final WrongTokenDelay delay;

    @Context
    HttpServletRequest servletRequest;

    @Context
    Configuration application;

    @Inject
    TokenFilter(TokenAuthenticator authenticator, Sessions sessions, WrongTokenDelay delay) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.delay = delay;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean signsIn = path.equals(application.getProperty(SESSION_PATH))
                && request.getMethod().equals("POST");
        if (signsIn || path.equals(application.getProperty(PUBLIC_PATH))) {
            return;
        }
        List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        Optional<String> session = headers.isEmpty() ? sessionOf(request) : Optional.empty();
        request.setSecurityContext(session.isPresent() ? bySession(session.get(), request) : byToken(headers));
        try {
            request.getAcceptableMediaTypes();
        } catch (RuntimeException e) {
            // Jersey would parse the header later and answer with an error page of the container.
            throw ApiException.of(400, "The header Accept is malformed");
        }
    }

    private Optional<String> sessionOf(ContainerRequestContext request) {
        return application.getProperty(SESSION_PATH) == null
                ? Optional.empty()
                : SessionCookie.secret(request.getHeaders().getOrDefault(HttpHeaders.COOKIE, List.of()));
    }

    /** Ended sessions are not delayed as wrong tokens are: all open pages of the console send theirs after a restart. */
    private Caller bySession(String secret, ContainerRequestContext request) {
        Caller caller = sessions.authenticate(secret, servletRequest.isSecure())
                .orElseThrow(() -> new TokenException(Reason.SESSION_ENDED));
        if (!SAFE_METHODS.contains(request.getMethod())
                && !List.of("1").equals(request.getHeaders().get(CONSOLE_HEADER))) {
            throw ApiException.of(
                    403, "With a cookie, methods other than GET and HEAD need the header " + CONSOLE_HEADER + ": 1");
        }
        return caller;
    }

    private Caller byToken(List<String> headers) {
        String token = headers.isEmpty()
                ? queryToken().orElseThrow(() -> new TokenException(Reason.MISSING))
                : TokenAuthenticator.bearerToken(headers.get(0))
                        .orElseThrow(() -> new TokenException(Reason.OTHER_SCHEME));
        Optional<Caller> caller =
                headers.size() > 1 ? Optional.empty() : authenticator.authenticate(token, servletRequest.isSecure());
        if (caller.isEmpty()) {
            delay.onWrongToken(servletRequest);
            throw new TokenException(headers.size() > 1 || token.isEmpty() ? Reason.MALFORMED : Reason.INVALID);
        }
        return caller.get();
    }

    private Optional<String> queryToken() {
        return Boolean.TRUE.equals(application.getProperty(TOKEN_IN_QUERY))
                ? QueryString.of(servletRequest).first("token")
                : Optional.empty();
    }
}
