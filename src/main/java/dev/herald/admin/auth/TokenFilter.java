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

/**
 * Authenticates the requests of both APIs by their token (RFC 6750). Runs before paths are matched, so that only the holder of a
 * token learns which paths exist.
 */
@PreMatching
@Dependent
public final class TokenFilter implements ContainerRequestFilter {

    /** Property of an application: true if the query parameter {@code token} replaces a missing header. */
    public static final String TOKEN_IN_QUERY = "herald.token-in-query";

    /** Property of an application: the path that needs no token. */
    public static final String PUBLIC_PATH = "herald.public-path";

    private final TokenAuthenticator authenticator;
    private final WrongTokenDelay delay;

    @Context
    HttpServletRequest servletRequest;

    @Context
    Configuration application;

    @Inject
    TokenFilter(TokenAuthenticator authenticator, WrongTokenDelay delay) {
        this.authenticator = authenticator;
        this.delay = delay;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(application.getProperty(PUBLIC_PATH))) {
            return;
        }
        List<String> headers = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
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
        request.setSecurityContext(caller.get());
        try {
            request.getAcceptableMediaTypes();
        } catch (RuntimeException e) {
            // Jersey would parse the header later and answer with an error page of the container.
            throw ApiException.of(400, "The header Accept is malformed");
        }
    }

    private Optional<String> queryToken() {
        return Boolean.TRUE.equals(application.getProperty(TOKEN_IN_QUERY))
                ? QueryString.of(servletRequest).first("token")
                : Optional.empty();
    }
}
