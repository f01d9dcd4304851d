package dev.herald.admin.v1;

import dev.herald.admin.Admission;
import dev.herald.admin.BearerToken;
import dev.herald.admin.Caller;
import dev.herald.admin.Gate;
import dev.herald.admin.QueryString;
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
public final class TokenFilter implements ContainerRequestFilter {

    private final Gate gate;

    @Context
    private HttpServletRequest servletRequest;

    @Inject
    TokenFilter(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(HealthResource.PATH)) {
            return;
        }
        Admission admission = gate.admit(token(request));
        if (admission instanceof Admission.Granted granted) {
            request.setSecurityContext(new Caller(granted, servletRequest.isSecure()));
        } else {
            throw Refusal.unauthorized("token not valid");
        }
    }

    private String token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header == null
                ? new QueryString(Objects.requireNonNullElse(servletRequest.getQueryString(), ""))
                        .first("token")
                        .orElseThrow(() -> Refusal.unauthorized("unauthorized"))
                : BearerToken.of(header).orElseThrow(() -> Refusal.unauthorized("unknown token provided"));
    }
}
