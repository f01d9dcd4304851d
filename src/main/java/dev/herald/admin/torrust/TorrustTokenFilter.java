package dev.herald.admin.torrust;

import dev.herald.admin.auth.Authentication;
import dev.herald.admin.auth.BearerToken;
import dev.herald.admin.auth.QueryString;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.TokenSecurityContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;

/**
 * Asks for a token before anybody looks for the path, so that only who has one learns which paths there are.
 */
@PreMatching
@Dependent
public final class TorrustTokenFilter implements ContainerRequestFilter {

    private final TokenAuthenticator gate;

    @Context
    private HttpServletRequest servletRequest;

    @Inject
    TorrustTokenFilter(TokenAuthenticator gate) {
        this.gate = gate;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(HealthResource.PATH)) {
            return;
        }
        Authentication admission = gate.admit(token(request));
        if (admission instanceof Authentication.Granted granted) {
            request.setSecurityContext(new TokenSecurityContext(granted, servletRequest.isSecure()));
        } else {
            throw TorrustException.unauthorized("token not valid");
        }
    }

    private String token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header == null
                ? new QueryString(Objects.requireNonNullElse(servletRequest.getQueryString(), ""))
                        .first("token")
                        .orElseThrow(() -> TorrustException.unauthorized("unauthorized"))
                : BearerToken.of(header).orElseThrow(() -> TorrustException.unauthorized("unknown token provided"));
    }
}
