package dev.herald.admin.v1;

import dev.herald.admin.Admission;
import dev.herald.admin.BearerToken;
import dev.herald.admin.Caller;
import dev.herald.admin.Gate;
import dev.herald.admin.RemoteAddress;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/**
 * Asks for a token before anybody looks for the path, so that only who has one learns which paths there are.
 */
@PreMatching
@Dependent
public final class TokenFilter implements ContainerRequestFilter {

    private static final int TOO_MANY_REQUESTS = 429;

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
        Admission admission = gate.admit(token(request), RemoteAddress.of(servletRequest));
        if (admission instanceof Admission.Granted granted) {
            request.setSecurityContext(new Caller(granted, servletRequest.isSecure()));
        } else if (admission instanceof Admission.Throttled throttled) {
            request.abortWith(Response.status(TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, throttled.seconds())
                    .type(Answers.TEXT)
                    .entity(Refusal.unhandled("too many wrong tokens"))
                    .build());
        } else {
            throw Refusal.unauthorized("token not valid");
        }
    }

    private String token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header == null
                ? new Query(Objects.requireNonNullElse(servletRequest.getQueryString(), ""))
                        .first("token")
                        .orElseThrow(() -> Refusal.unauthorized("unauthorized"))
                : BearerToken.of(header).orElseThrow(() -> Refusal.unauthorized("unknown token provided"));
    }
}
